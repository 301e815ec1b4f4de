package io.mqttproxy.bench.overload;

import java.util.List;
import java.util.Locale;

/** In which ways too much is asked. */
enum Scenario {
    KAFKA_DOWN(
            "Kafka hangs while all clients publish 1 KiB as fast as they can",
            new KafkaDown(1, 20, 1_024, false),
            "--stall-timeout=10s"),

    GREEDY_DEVICE("one client publishes 1 KiB as fast as it can next to 50 polite ones", new GreedyDevice());

    private final String description;
    /** Ways have no state. */
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

    /** Whether what Kafka has at the end is compared with what was acknowledged. */
    boolean isReadBack() {
        return overload instanceof KafkaDown;
    }

    boolean usesTls() {
        return overload instanceof KafkaDown down && down.tls();
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
