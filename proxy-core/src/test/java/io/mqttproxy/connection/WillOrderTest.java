package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.PublishSink.Offer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that is back must not be taken for gone: its will of before stands before what it publishes now. */
class WillOrderTest {
    private static final Duration STALL_TIMEOUT = DeliveryConfig.DEFAULTS.stallTimeout();

    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource
    void theWillOfAConnectionThatIsTakenOverComesFirst(ProtocolVersion version) {
        proxy.connect(will(version));

        TestClient back = proxy.open(version);
        back.sends(will(version).bytes(), back.publish(1, 1, "status", "online"));

        assertEquals(List.of("offline", "online"), proxy.sink.pending());
    }

    @ParameterizedTest
    @EnumSource
    void theWillOfAConnectionWithParkedPublishesComesFirst(ProtocolVersion version) {
        TestClient earlier = proxy.connect(will(version));
        proxy.sink.backPressureOn("missing");
        earlier.publishes(0, 0, "missing", "zero").vanishes();

        proxy.connect(will(version)).publishes(1, 1, "status", "online");
        proxy.advance(Duration.ofSeconds(2));
        assertEquals(List.of(), proxy.sink.pending());
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));

        assertEquals(List.of("zero", "offline", "online"), proxy.sink.pending());
    }

    @ParameterizedTest
    @EnumSource
    void theWillComesFirstAfterAnOutageOfKafka(ProtocolVersion version) {
        TestClient earlier = proxy.connect(will(version));
        proxy.sink.backPressure(true);
        earlier.publishes(1, 1, "status", "online");
        proxy.advance(STALL_TIMEOUT.plusSeconds(1));
        earlier.assertClosed("stalled");

        TestClient back = proxy.connect(will(version)).publishes(1, 1, "status", "online");
        proxy.advance(Duration.ofSeconds(1));
        back.sends(TestClient.pingreq());
        assertEquals(1, back.received().size(), "pings are answered meanwhile");
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));

        assertEquals(List.of("offline", "online"), proxy.sink.pending());
        back.assertOpen();
    }

    @Test
    void theWillsOfSeveralConnectionsInARowComeInOrder() {
        proxy.sink.backPressure(true);
        for (int i = 1; i <= 3; i++) {
            proxy.connect(will(ProtocolVersion.MQTT_5, "offline " + i)).vanishes();
        }
        proxy.connect(ProtocolVersion.MQTT_5).vanishes();
        proxy.connect(ProtocolVersion.MQTT_5).publishes(1, 1, "status", "online");

        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(2));

        assertEquals(List.of("offline 1", "offline 2", "offline 3", "online"), proxy.sink.pending());
    }

    @Test
    void aLostWillDelaysNobodyAnyLonger() {
        proxy.sink.backPressureOn("status");
        proxy.connect(will(ProtocolVersion.MQTT_5)).vanishes();
        TestClient back = proxy.connect(will(ProtocolVersion.MQTT_5)).publishes(1, 1, "other", "online");
        proxy.advance(STALL_TIMEOUT.minusSeconds(1));
        assertEquals(List.of(), proxy.sink.pending());

        proxy.advance(Duration.ofSeconds(2));

        assertEquals(1, proxy.losses(FailureReason.STALLED));
        assertEquals(List.of("online"), proxy.sink.pending());
        back.assertOpen();
    }

    /** Of a topic that Kafka does have it tells within that time. */
    @Test
    void aWillForAMissingTopicDelaysOtherTopicsOnlyForAMoment() {
        proxy.sink.refuse(Offer.TOPIC_UNKNOWN);
        proxy.sink.backPressureOn("status");
        proxy.connect(will(ProtocolVersion.MQTT_5)).vanishes();
        proxy.connect(will(ProtocolVersion.MQTT_5)).publishes(1, 1, "other", "online");
        proxy.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), proxy.sink.pending());

        proxy.advance(Duration.ofSeconds(2));
        assertEquals(List.of("online"), proxy.sink.pending());
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));

        assertEquals(List.of("online", "offline"), proxy.sink.pending(), "the will is not lost");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void nobodyIsDelayedForLongerThanStallTimeout(int qos) {
        proxy.sink.backPressureOn("status");
        TestClient earlier = proxy.connect(will(ProtocolVersion.MQTT_5));
        earlier.publishes(0, 0, "status", "zero").vanishes();
        TestClient back = proxy.connect(ProtocolVersion.MQTT_5).publishes(qos, 1, "other", "online");

        // The will is due when "zero" has been given up.
        proxy.advance(STALL_TIMEOUT.plusSeconds(1));

        assertEquals(List.of("online"), proxy.sink.pending());
        back.assertOpen();
    }

    /** What it has said until then may end with its goodbye. */
    @Test
    void whoHasWaitedForLongEnoughMaySayGoodbye() {
        proxy.sink.backPressureOn("status");
        TestClient earlier = proxy.connect(will(ProtocolVersion.MQTT_5));
        earlier.publishes(0, 0, "status", "zero").vanishes();
        TestClient back = proxy.connect(ProtocolVersion.MQTT_5);
        back.sends(
                back.publish(0, 0, "other", "x".repeat(32 * 1024)),
                back.publish(0, 0, "status", "last"),
                TestClient.disconnect());

        proxy.advance(STALL_TIMEOUT.plusSeconds(1));
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));

        back.assertClosed("client-disconnect");
    }

    @Test
    void aClientThatWaitsForAWillIsNotCountedAsStalled() {
        proxy.sink.backPressureOn("status");
        proxy.connect(will(ProtocolVersion.MQTT_5)).vanishes();
        proxy.connect(ProtocolVersion.MQTT_5).publishes(1, 1, "other", "online");

        assertEquals(1, proxy.metrics.total(Count.STALLED_CONNECTIONS), "the will alone");
    }

    @Test
    void aWillThatWasTakenBackDelaysNobody() {
        TestClient earlier = proxy.connect(will(ProtocolVersion.MQTT_3_1_1));
        proxy.sink.backPressureOn("missing");
        earlier.sends(earlier.publish(0, 0, "missing", "zero"), TestClient.disconnect());

        proxy.connect(will(ProtocolVersion.MQTT_3_1_1)).publishes(1, 1, "status", "online");
        proxy.runTasks();

        assertEquals(List.of("online"), proxy.sink.pending());
    }

    @Test
    void aDelayedWillDelaysNobody() {
        Connect delayed = will(ProtocolVersion.MQTT_5).willDelay(60).sessionExpiry(60);
        proxy.connect(delayed).vanishes();

        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "device").keepSession())
                .publishes(1, 1, "status", "online");
        proxy.runTasks();

        assertEquals(List.of("online"), proxy.sink.pending());
    }

    @Test
    void noMoreClientsThatAreGoneHaveSomethingToStoreThanThereMayBeConnections() {
        proxy.connectionLimits(limits -> limits.withMaxConnections(2));
        proxy.sink.backPressure(true);
        for (int i = 0; i < 3; i++) {
            proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "device" + i))
                    .publishes(0, 0, "missing", "zero")
                    .vanishes();
        }
        assertEquals(1, proxy.losses(FailureReason.STALLED));
        assertEquals(2, proxy.registry.unfinished());

        proxy.advance(STALL_TIMEOUT.plusSeconds(1));
        assertEquals(3, proxy.losses(FailureReason.STALLED));
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "device"))
                .publishes(0, 0, "missing", "zero")
                .vanishes();

        assertEquals(1, proxy.registry.unfinished(), "there is room again");
    }

    /** Each would be kept until Kafka takes the first one's will. */
    @Test
    void noMoreTurnsWaitForAWillThanThereMayBeConnections() {
        proxy.connectionLimits(limits -> limits.withMaxConnections(2));
        proxy.sink.backPressureOn("status");
        proxy.connect(will(ProtocolVersion.MQTT_5)).vanishes();
        for (int i = 0; i < 2; i++) {
            proxy.connect(ProtocolVersion.MQTT_5).vanishes();
        }
        proxy.connect(ProtocolVersion.MQTT_5).publishes(1, 1, "other", "waits");
        assertEquals(List.of(), proxy.sink.pending());

        proxy.connect(ProtocolVersion.MQTT_5).publishes(1, 1, "other", "one too many");
        proxy.runTasks();
        assertEquals(List.of("one too many"), proxy.sink.pending());
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));

        assertEquals(List.of("one too many", "offline"), proxy.sink.pending());
    }

    /** It finds no room to wait in, so it goes out of turn; its dead letter is offered later. */
    @Test
    void aTurnWhoseWillIsOfferedTwiceLingersOnce() {
        proxy.connectionLimits(limits -> limits.withMaxConnections(1)).deadLetters();
        proxy.sink.backPressureOn("status");
        proxy.connect(will(ProtocolVersion.MQTT_5)).vanishes();
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "device").will("other", 1, "too large"))
                .vanishes();
        proxy.connect(ProtocolVersion.MQTT_5).publishes(1, 1, "other", "online");

        proxy.sink.fail("too large", FailureReason.RECORD_TOO_LARGE);
        proxy.runTasks();

        assertEquals(List.of("too large"), proxy.sink.pending(), "the dead letter alone");
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));
        assertEquals(List.of("too large", "offline", "online"), proxy.sink.pending());
    }

    private static Connect will(ProtocolVersion version) {
        return will(version, "offline");
    }

    private static Connect will(ProtocolVersion version, String payload) {
        return Connect.of(version, "device").will("status", 1, payload);
    }
}
