package io.mqttproxy.metrics;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.ConnectResult;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every meter exists from the start, counts what its name says, and does not name devices. */
class ProxyMetricsTest {
    private static final Set<String> TAGS =
            Set.of("reason", "qos", "result", "listener", "version", "filter", "kafka_topic");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ProxyMetrics metrics = new ProxyMetrics(meters);

    @ParameterizedTest
    @EnumSource
    void everyConnectResultHasAMeterFromTheStart(ConnectResult result) {
        assertEquals(0, answers(result));

        metrics.connectAnswered(result);

        assertEquals(1, answers(result));
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsCountedUnderItsOwnName(Refusal refusal) {
        assertEquals(refusal.text(), ConnectResult.of(refusal).text());
    }

    @ParameterizedTest
    @EnumSource
    void everyCloseReasonHasAMeterFromTheStart(CloseReason reason) {
        assertEquals(0, reasonCount("mqtt.proxy.disconnects", reason.text()));

        metrics.disconnected(reason);

        assertEquals(1, reasonCount("mqtt.proxy.disconnects", reason.text()));
    }

    @ParameterizedTest
    @EnumSource
    void everyFailureReasonHasAMeterFromTheStart(FailureReason reason) {
        metrics.rejected(reason);
        metrics.failed(reason);
        metrics.failed(reason);
        metrics.lost(reason);
        metrics.lost(reason);
        metrics.lost(reason);

        assertEquals(1, reasonCount("mqtt.proxy.rejects", reason.text()));
        assertEquals(2, reasonCount("mqtt.proxy.failures", reason.text()));
        assertEquals(3, reasonCount("mqtt.proxy.losses", reason.text()));
    }

    @Test
    void countsAreTheSumOverAllEventLoops() {
        LoopCounters one = metrics.newLoopCounters();
        LoopCounters two = metrics.newLoopCounters();

        one.add(Count.PUBLISHES_QOS_1, 2);
        two.add(Count.PUBLISHES_QOS_1, 3);
        one.add(Count.BYTES_QOS_1, 100);
        two.add(Count.ACKS_QOS_2, 1);
        one.add(Count.IN_FLIGHT, 5);
        two.add(Count.IN_FLIGHT, -1);

        assertEquals(5, byQos("mqtt.proxy.publishes", "1"));
        assertEquals(0, byQos("mqtt.proxy.publishes", "2"));
        assertEquals(100, byQos("mqtt.proxy.publish", "1"));
        assertEquals(1, byQos("mqtt.proxy.acks", "2"));
        assertEquals(4, meters.get("mqtt.proxy.in.flight").gauge().value());
    }

    @Test
    void timesToStoreAreCountedByBucketOverAllEventLoops() {
        LoopCounters one = metrics.newLoopCounters();
        LoopCounters two = metrics.newLoopCounters();
        assertEquals(0, metrics.storeLatency().total());

        one.stored(MILLISECONDS.toNanos(1));
        one.stored(MILLISECONDS.toNanos(15));
        two.stored(MILLISECONDS.toNanos(20));
        two.stored(MINUTES.toNanos(10));

        StoreLatency latency = metrics.storeLatency();
        assertEquals(4, latency.total());
        assertEquals(1, latency.counts()[0], "up to 1 ms");
        assertEquals(2, latency.counts()[4], "up to 20 ms");
        assertEquals(1, latency.counts()[latency.boundsNanos().length], "beyond the last bound");
        assertEquals(MILLISECONDS.toNanos(36) + MINUTES.toNanos(10), latency.sumNanos());
        assertEquals(4, metrics.total(Count.STORED));
    }

    @Test
    void theLongestTimeToStoreIsSeenByEveryReader() {
        LoopCounters loop = metrics.newLoopCounters();
        loop.stored(MILLISECONDS.toNanos(1500));
        loop.stored(MILLISECONDS.toNanos(20));

        Gauge longest = meters.get("mqtt.proxy.store.seconds.max").gauge();
        assertEquals(1.5, longest.value());
        assertEquals(1.5, longest.value());
    }

    @Test
    void connectionsAreCountedByListenerAndVersion() {
        metrics.connectionOpened("mqtt", ProtocolVersion.MQTT_5);
        metrics.connectionOpened("mqtt", ProtocolVersion.MQTT_5);
        metrics.connectionOpened("wss", ProtocolVersion.MQTT_3_1_1);
        metrics.connectionClosed("mqtt", ProtocolVersion.MQTT_5);

        assertEquals(1, connections("mqtt", "5.0"));
        assertEquals(1, connections("wss", "3.1.1"));
    }

    @Test
    void aReloadedRuleKeepsItsCount() {
        metrics.routed("plant/+/#", "telemetry").add(2);
        metrics.routed("plant/+/#", "telemetry").increment();
        metrics.routed("plant/+/#", "alarms").increment();

        assertEquals(
                3,
                meters.get("mqtt.proxy.routed")
                        .tags("filter", "plant/+/#", "kafka_topic", "telemetry")
                        .functionCounter()
                        .count());
    }

    @Test
    void ofRulesThatAreGoneNothingStays() {
        for (int change = 0; change < 10; change++) {
            metrics.routed("plant/" + change + "/#", "telemetry").increment();
        }
        LongAdder stays = metrics.routed("plant/+/#", "telemetry");
        stays.increment();

        metrics.keepRouted(Set.of(stays));

        assertEquals(
                List.of("plant/+/#"),
                meters.get("mqtt.proxy.routed").functionCounters().stream()
                        .map(count -> count.getId().getTag("filter"))
                        .toList());
        assertEquals(1, metrics.routed("plant/+/#", "telemetry").sum());
        assertEquals(0, metrics.routed("plant/0/#", "telemetry").sum(), "begins anew when it comes back");
    }

    @Test
    void noMeterNamesADeviceAndEachHasADescription() {
        metrics.connectionOpened("mqtt", ProtocolVersion.MQTT_5);
        metrics.connectAnswered(ConnectResult.ACCEPTED);
        metrics.routed("plant/+/#", "telemetry");

        for (Meter meter : meters.getMeters()) {
            Meter.Id id = meter.getId();
            if (id.getName().endsWith(".histogram")) {
                // The buckets of a timer, which only this registry exposes as separate meters.
                continue;
            }
            assertNotNull(id.getDescription(), id::getName);
            assertTrue(id.getName().startsWith("mqtt.proxy."), id::getName);
            for (Tag tag : id.getTags()) {
                assertTrue(TAGS.contains(tag.getKey()), () -> id + " has tag " + tag.getKey());
            }
        }
    }

    @Test
    void countersAreReadByOtherThreads() throws InterruptedException {
        LoopCounters counters = metrics.newLoopCounters();
        Thread loop = new Thread(() -> {
            for (int i = 0; i < 100_000; i++) {
                counters.add(Count.STORED, 1);
            }
        });
        loop.start();
        long before = 0;
        while (loop.isAlive()) {
            long now = metrics.total(Count.STORED);
            assertTrue(now >= before, "a count never goes back");
            before = now;
        }
        loop.join();

        assertEquals(100_000, metrics.total(Count.STORED));
    }

    private double answers(ConnectResult result) {
        return meters.get("mqtt.proxy.connects")
                .tag("result", result.text())
                .counter()
                .count();
    }

    private double reasonCount(String name, String reason) {
        return meters.get(name).tag("reason", reason).counter().count();
    }

    private double byQos(String name, String qos) {
        return meters.get(name).tag("qos", qos).functionCounter().count();
    }

    private double connections(String listener, String version) {
        return meters.get("mqtt.proxy.connections")
                .tag("listener", listener)
                .tag("version", version)
                .gauge()
                .value();
    }
}
