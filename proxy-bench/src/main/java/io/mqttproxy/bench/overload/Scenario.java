package io.mqttproxy.bench.overload;

import java.util.List;
import java.util.Locale;

/** The kinds of overload. */
enum Scenario {
    KAFKA_DOWN(
            "Kafka hangs while all clients publish 1 KiB as fast as they can",
            new KafkaDown(1, 20, 1_024, false),
            "--stall-timeout=10s"),

    KAFKA_DOWN_SMALL(
            "the same with 24 bytes, so that max-inflight-total is reached",
            new KafkaDown(1, 40, 24, false),
            "--stall-timeout=10s"),

    KAFKA_DOWN_LARGE(
            "the same with 200 KB from a tenth of the clients",
            new KafkaDown(0.1, 4, 200_000, false),
            "--stall-timeout=10s"),

    KAFKA_DOWN_TLS(
            "the same with 1 KiB over TLS from a fifth of the clients",
            new KafkaDown(0.2, 100, 1_024, true),
            "--stall-timeout=10s"),

    UNREAD_ACKS("30 clients publish as fast as they can and never read", new UnreadAcks(), "--stall-timeout=5s"),

    GREEDY_DEVICE("one client publishes 1 KiB as fast as it can next to 50 slow ones", new GreedyDevice(1_024)),

    GREEDY_DEVICE_LARGE(
            "the same with 200 KB, so that one client could fill Kafka's buffer.memory", new GreedyDevice(200_000)),

    RECONNECT_STORM(
            "all clients connect at once, three times over",
            new ReconnectStorm(),
            "--max-connect-rate=400",
            "--max-authentication-rate=100",
            "--max-connections-per-identity=10"),

    HUGE_PACKETS("every client announces a packet of 256 MiB", new HugePackets()),

    UNFINISHED_PACKETS("every client sends 250 KB of a packet and never its end", new UnfinishedPackets()),

    HALF_OPEN("sockets send nothing, or only the beginning of a CONNECT", HalfOpen.overTcp(), "--connect-timeout=5s"),

    TLS_HALF_HELLO("sockets send half a ClientHello", HalfOpen.overTls(), "--connect-timeout=5s"),

    WS_HALF_REQUEST("sockets begin a WebSocket handshake", HalfOpen.overWebSocket(), "--connect-timeout=5s");

    private final String description;
    /** Shared by all runs, because overloads have no state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Overload overload;

    /** A copy of its own. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> settings;

    Scenario(String description, Overload overload, String... settings) {
        this.description = description;
        this.overload = overload;
        this.settings = List.of(settings);
    }

    String description() {
        return description;
    }

    Overload overload() {
        return overload;
    }

    /** Of the proxy. */
    List<String> settings() {
        return settings;
    }

    /** As on the command line, and in topics: {@code kafka-down}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
