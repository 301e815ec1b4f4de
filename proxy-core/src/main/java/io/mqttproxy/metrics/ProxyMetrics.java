package io.mqttproxy.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.ConnectResult;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.publish.FailureReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every meter of this library. Names, units, descriptions and tags are defined here and nowhere else;
 * the application adds the meters of its build, its reloads and its Kafka client. No tag names a
 * device, so the number of time series is bounded. Thread-safe.
 */
public final class ProxyMetrics {
    /**
     * The Prometheus name under which the application registers {@link #storeLatency}, which is not a
     * Micrometer meter.
     */
    public static final String STORE_LATENCY = "mqtt_proxy_store_seconds";

    public static final String STORE_LATENCY_HELP = "Time from the receipt of a PUBLISH to Kafka's acknowledgement";

    private static final String ACKS =
            "Publishes acknowledged with success: stored in Kafka, or rejected with on-reject=ack";

    private final MeterRegistry registry;
    private final List<LoopCounters> loops = new CopyOnWriteArrayList<>();
    private final Map<ConnectResult, Counter> connects;
    private final Map<CloseReason, Counter> disconnects;
    private final Map<FailureReason, Counter> rejects;
    private final Map<FailureReason, Counter> failures;
    private final Map<FailureReason, Counter> losses;
    private final Map<ConnectionKind, AtomicInteger> connections = new ConcurrentHashMap<>();
    private final Map<Rule, RuleCount> rules = new ConcurrentHashMap<>();
    private final TimeWindowMax longestStore = new TimeWindowMax(Clock.SYSTEM, DistributionStatisticConfig.DEFAULT);

    private record Rule(String filter, String kafkaTopic) {}

    private record RuleCount(LongAdder publishes, Meter meter) {}

    private record ConnectionKind(String listener, ProtocolVersion version) {}

    /** Registers all meters. */
    public ProxyMetrics(MeterRegistry registry) {
        this.registry = registry;
        connects = counters(
                ConnectResult.class,
                "result",
                ConnectResult::text,
                "mqtt.proxy.connects",
                "CONNECT packets, by result");
        disconnects = byReason(
                CloseReason.class, CloseReason::text, "mqtt.proxy.disconnects", "Connections that ended, by reason");
        rejects = byReason(
                FailureReason.class,
                FailureReason::text,
                "mqtt.proxy.rejects",
                "Publishes rejected because of the device's own fault, by reason");
        failures = byReason(
                FailureReason.class,
                FailureReason::text,
                "mqtt.proxy.failures",
                "Publishes of QoS 1 and 2 that were neither stored nor acknowledged, so that the device sends them again, by reason");
        losses = byReason(
                FailureReason.class,
                FailureReason::text,
                "mqtt.proxy.losses",
                "Publishes of QoS 0 and wills that were not stored and are lost, by reason");
        Gauge.builder("mqtt.proxy.store.seconds.max", this, ProxyMetrics::longestStoreSeconds)
                .description(
                        "Longest time in the last minutes from the receipt of a PUBLISH to Kafka's acknowledgement")
                .register(registry);
        byQos(
                "mqtt.proxy.publishes",
                "Publishes received",
                null,
                Count.PUBLISHES_QOS_0,
                Count.PUBLISHES_QOS_1,
                Count.PUBLISHES_QOS_2);
        byQos(
                "mqtt.proxy.publish",
                "Payload bytes of the publishes received",
                "bytes",
                Count.BYTES_QOS_0,
                Count.BYTES_QOS_1,
                Count.BYTES_QOS_2);
        counter("mqtt.proxy.acks", ACKS, null, "1", Count.ACKS_QOS_1);
        counter("mqtt.proxy.acks", ACKS, null, "2", Count.ACKS_QOS_2);
        gauge("mqtt.proxy.in.flight", "Publishes in flight to Kafka", null, Count.IN_FLIGHT);
        gauge("mqtt.proxy.in.flight.payload", "Payload bytes in flight to Kafka", "bytes", Count.IN_FLIGHT_BYTES);
        gauge(
                "mqtt.proxy.receive.memory",
                "Received data that waits for the rest of its packet or for Kafka, and large wills: what receive-memory bounds",
                "bytes",
                Count.RECEIVE_MEMORY);
        gauge(
                "mqtt.proxy.paused.connections",
                "Connections that the proxy does not read from at the moment, to hold them back",
                null,
                Count.PAUSED_CONNECTIONS);
        gauge(
                "mqtt.proxy.stalled.connections",
                "Connections with a publish, and wills, that Kafka's producer cannot accept yet",
                null,
                Count.STALLED_CONNECTIONS);
    }

    /** Counters for one more event loop, included in all sums from now on. */
    public LoopCounters newLoopCounters() {
        LoopCounters counters = new LoopCounters();
        loops.add(counters);
        return counters;
    }

    /** The sum over all event loops. */
    public long total(Count count) {
        return loops.stream().mapToLong(loop -> loop.get(count)).sum();
    }

    /**
     * The counter for the publishes of one routing rule. Equal rules share one counter, also after the
     * rules were reloaded.
     *
     * @param filter the rule's MQTT topic filter, as the operator wrote it
     * @param kafkaTopic the rule's Kafka topic template, as the operator wrote it
     */
    public LongAdder routed(String filter, String kafkaTopic) {
        return rules.computeIfAbsent(new Rule(filter, kafkaTopic), this::ruleCount)
                .publishes();
    }

    /**
     * Ends the counts of all other rules: a file that a program changes every minute must not add a meter each time.
     *
     * @param inForce what {@link #routed} returned for each rule that stays
     */
    public void keepRouted(Set<LongAdder> inForce) {
        rules.values().removeIf(count -> {
            boolean gone = !inForce.contains(count.publishes());
            if (gone) {
                registry.remove(count.meter());
            }
            return gone;
        });
    }

    /** Counts a client that was let in as connected. */
    public void connectionOpened(String listener, ProtocolVersion version) {
        connections
                .computeIfAbsent(new ConnectionKind(listener, version), this::connectionGauge)
                .incrementAndGet();
    }

    /** Counts a client that was let in as no longer connected. */
    public void connectionClosed(String listener, ProtocolVersion version) {
        connections
                .computeIfAbsent(new ConnectionKind(listener, version), this::connectionGauge)
                .decrementAndGet();
    }

    /** Counts a CONNECT by its result, also when the only answer was to close the connection. */
    public void connectAnswered(ConnectResult result) {
        increment(connects, result);
    }

    public void disconnected(CloseReason reason) {
        increment(disconnects, reason);
    }

    /** Counts a publish that was rejected through the device's own fault. */
    public void rejected(FailureReason reason) {
        increment(rejects, reason);
    }

    /** Counts a publish of QoS 1 or 2 that was not stored; the device still has it and will send it again. */
    public void failed(FailureReason reason) {
        increment(failures, reason);
    }

    /** Counts a publish of QoS 0 or a will that was not stored and is lost. */
    public void lost(FailureReason reason) {
        increment(losses, reason);
    }

    /**
     * How long publishes took to be stored, over all event loops. This is not a Micrometer timer:
     * threads share a timer, and recording into it would cost more per message than acknowledging the
     * message.
     */
    public StoreLatency storeLatency() {
        return loops.stream().map(LoopCounters::storeLatency).reduce(LatencyHistogram.empty(), StoreLatency::plus);
    }

    private double longestStoreSeconds() {
        loops.forEach(loop -> longestStore.record((double) loop.takeLongestStoreNanos(), TimeUnit.NANOSECONDS));
        return longestStore.poll(TimeUnit.SECONDS);
    }

    private static <E extends Enum<E>> void increment(Map<E, Counter> counters, E word) {
        Counter counter = counters.get(word);
        if (counter != null) {
            counter.increment();
        }
    }

    private <E extends Enum<E>> Map<E, Counter> byReason(
            Class<E> reasons, Function<E, String> text, String name, String description) {
        return counters(reasons, "reason", text, name, description);
    }

    private <E extends Enum<E>> Map<E, Counter> counters(
            Class<E> vocabulary, String tag, Function<E, String> text, String name, String description) {
        Map<E, Counter> counters = new EnumMap<>(vocabulary);
        for (E word : vocabulary.getEnumConstants()) {
            counters.put(
                    word,
                    Counter.builder(name)
                            .description(description)
                            .tag(tag, text.apply(word))
                            .register(registry));
        }
        return counters;
    }

    private void byQos(String name, String description, @Nullable String unit, Count... counts) {
        for (int qos = 0; qos < counts.length; qos++) {
            counter(name, description, unit, Integer.toString(qos), counts[qos]);
        }
    }

    private void counter(String name, String description, @Nullable String unit, String qos, Count count) {
        FunctionCounter.builder(name, this, metrics -> metrics.total(count))
                .description(description)
                .baseUnit(unit)
                .tag("qos", qos)
                .register(registry);
    }

    private void gauge(String name, String description, @Nullable String unit, Count count) {
        Gauge.builder(name, this, metrics -> metrics.total(count))
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }

    private RuleCount ruleCount(Rule rule) {
        LongAdder publishes = new LongAdder();
        Meter meter = FunctionCounter.builder("mqtt.proxy.routed", publishes, LongAdder::sum)
                .description("Publishes, by the routing rule that they matched")
                .tag("filter", rule.filter())
                .tag("kafka_topic", rule.kafkaTopic())
                .register(registry);
        return new RuleCount(publishes, meter);
    }

    private AtomicInteger connectionGauge(ConnectionKind kind) {
        AtomicInteger open = new AtomicInteger();
        Gauge.builder("mqtt.proxy.connections", open, AtomicInteger::get)
                .description("Connected clients")
                .tag("listener", kind.listener())
                .tag("version", kind.version().toString())
                .register(registry);
        return open;
    }
}
