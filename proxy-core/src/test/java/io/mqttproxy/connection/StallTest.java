package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.PINGRESP;
import static io.mqttproxy.connection.Received.puback;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Back-pressure: a few publishes are parked, nothing is lost, and the device waits. */
class StallTest {
    private static final Duration STALL_TIMEOUT = DeliveryConfig.DEFAULTS.stallTimeout();
    private static final Duration BACKSTOP = Duration.ofMillis(100);

    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource
    void pingsAreAnsweredWhileAPublishIsParked(ProtocolVersion version) {
        TestClient client = stalled(version);

        client.sends(TestClient.pingreq());

        assertEquals(List.of(PINGRESP), client.received());
        assertTrue(client.isRead());
    }

    /** Else a device that publishes every second and pings would take the connection for dead. */
    @ParameterizedTest
    @EnumSource
    void pingsBehindAFewSmallPublishesAreAnsweredToo(ProtocolVersion version) {
        TestClient client = stalled(version);

        for (int packetId = 2; packetId <= 20; packetId++) {
            client.sends(client.publish(1, packetId, "a", "small"), client.publish(0, 0, "a", "smaller"));
        }
        client.sends(TestClient.pingreq());

        assertEquals(List.of(PINGRESP), client.received());
        assertTrue(client.isRead());
    }

    @Test
    void furtherPublishesAreHeldBackByNotReading() {
        TestClient client = stalled(ProtocolVersion.MQTT_5);
        int offers = proxy.sink.offers();

        client.publishes(1, 2, "a", "x".repeat(32 * 1024));
        assertTrue(client.isRead(), "a ping may follow");
        client.publishes(1, 3, "a", "three");

        assertFalse(client.isRead());
        assertEquals(offers, proxy.sink.offers());
        assertEquals(1, proxy.metrics.total(Count.PAUSED_CONNECTIONS));
        assertEquals(1, proxy.metrics.total(Count.STALLED_CONNECTIONS));
    }

    @ParameterizedTest
    @EnumSource
    void everythingResumesByItselfWhenKafkaIsBack(ProtocolVersion version) {
        TestClient client = stalled(version);
        client.sends(client.publish(1, 2, "a", "two"), client.publish(1, 3, "a", "three"), TestClient.pingreq());

        proxy.sink.backPressure(false);
        proxy.advance(BACKSTOP);
        assertEquals(List.of("one", "two", "three"), proxy.sink.pending());
        proxy.sink.storeAll();
        proxy.runTasks();

        assertEquals(List.of(PINGRESP, puback(1), puback(2), puback(3)), client.received());
        assertTrue(client.isRead());
    }

    @Test
    void parkedPublishesAreRetriedWhenAnotherSettles() {
        TestClient other =
                proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "other")).publishes(1, 1, "a", "earlier");
        stalled(ProtocolVersion.MQTT_5);

        proxy.sink.backPressure(false);
        proxy.sink.store("earlier");
        proxy.runTasks();

        assertEquals(List.of("one"), proxy.sink.pending());
        assertEquals(List.of(puback(1)), other.received());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MQTT_5")
    void afterStallTimeoutMqtt3IsClosedWithoutAnAck(ProtocolVersion version) {
        TestClient client = stalled(version);

        proxy.advance(STALL_TIMEOUT.minusSeconds(1));
        assertTrue(client.channel.isOpen());
        proxy.advance(Duration.ofSeconds(2));

        assertEquals(List.of(), client.received());
        client.assertClosed("stalled");
        assertEquals(1, proxy.failures(FailureReason.STALLED));
    }

    @Test
    void afterStallTimeoutMqtt5IsToldThatTheServerIsBusy() {
        TestClient client = stalled(ProtocolVersion.MQTT_5);

        proxy.advance(STALL_TIMEOUT.plusSeconds(1));

        assertEquals(0x89, client.receivedDisconnect());
        client.assertClosed("stalled");
    }

    @ParameterizedTest
    @CsvSource({
        "TOPIC_UNKNOWN, KAFKA_UNKNOWN_TOPIC",
        "NOT_AUTHORIZED, KAFKA_NOT_AUTHORIZED",
        "NOT_AUTHENTICATED, KAFKA_AUTHENTICATION"
    })
    void theReasonIsThatOfTheLastRefusedOffer(Offer offer, FailureReason reason) {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        proxy.sink.refuse(offer);
        client.sends(client.publish(0, 0, "a", "zero"), client.publish(1, 1, "a", "one"));

        proxy.advance(STALL_TIMEOUT.plusSeconds(1));

        assertEquals(1, proxy.losses(reason));
        assertEquals(1, proxy.failures(reason));
        assertEquals(reason.reasonCode(), client.receivedDisconnect());
        client.assertClosed("stalled");
    }

    @ParameterizedTest
    @EnumSource
    void afterStallTimeoutAPublishOfQos0IsLostAndTheConnectionLives(ProtocolVersion version) {
        TestClient client = proxy.connect(version);
        proxy.sink.backPressure(true);
        client.publishes(0, 0, "a", "zero");
        proxy.advance(Duration.ofSeconds(2));
        client.publishes(1, 1, "a", "one");

        proxy.advance(STALL_TIMEOUT.minusSeconds(1));
        assertEquals(1, proxy.losses(FailureReason.STALLED));
        proxy.sink.backPressure(false);
        proxy.advance(BACKSTOP);

        assertEquals(List.of("one"), proxy.sink.pending());
        client.assertOpen();
    }

    @Test
    void stallTimeoutAppliesToEachPublish() {
        TestClient client = stalled(ProtocolVersion.MQTT_5);
        proxy.advance(STALL_TIMEOUT.minusSeconds(1));
        proxy.sink.backPressure(false);
        proxy.advance(BACKSTOP);
        proxy.sink.backPressure(true);

        client.publishes(1, 2, "a", "two");
        proxy.advance(STALL_TIMEOUT.minusSeconds(1));

        client.assertOpen();
    }

    @Test
    void aParkedPublishIsNotRetriedTooOften() {
        stalled(ProtocolVersion.MQTT_5);
        int offers = proxy.sink.offers();

        proxy.advance(Duration.ofSeconds(1));

        int tries = proxy.sink.offers() - offers;
        assertTrue(tries >= 5 && tries <= 50, () -> tries + " tries in a second");
    }

    @Test
    void oneTopicWithoutMetadataDoesNotDelayOthers() {
        proxy.sink.backPressureOn("cold");
        for (int device = 0; device < 50; device++) {
            proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "cold" + device)).publishes(1, 1, "cold", "cold");
        }
        proxy.sink.backPressure(true);
        TestClient warm =
                proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "warm")).publishes(1, 1, "warm", "warm");
        proxy.sink.backPressureOn("cold");

        proxy.advance(Duration.ofMillis(800));
        proxy.sink.storeAll();
        proxy.runTasks();

        assertEquals(List.of(puback(1)), warm.received());
    }

    @ParameterizedTest
    @EnumSource(names = {"TOPIC_UNKNOWN", "NOT_AUTHORIZED"})
    void aCrowdOnRefusedTopicsDoesNotDelayOthers(Offer refusal) {
        proxy.sink.refuse(refusal);
        crowd(50, "missing", "missing too");
        TestClient healthy = parkedForAnInstant();
        refuseOnly(refusal, "missing", "missing too");
        int offers = proxy.sink.offers();

        proxy.advance(BACKSTOP);

        assertEquals(List.of("healthy"), proxy.sink.pending());
        assertEquals(3, proxy.sink.offers() - offers, "once for each topic");
        proxy.sink.storeAll();
        proxy.runTasks();
        assertEquals(List.of(puback(1)), healthy.received());
    }

    /** As when Kafka is back, and a topic is not. */
    @Test
    void aCrowdWhoseTopicTurnsOutToBeRefusedDoesNotDelayOthers() {
        crowd(300, "missing");
        parkedForAnInstant();
        refuseOnly(Offer.TOPIC_UNKNOWN, "missing");

        proxy.advance(BACKSTOP);
        assertEquals(List.of(), proxy.sink.pending(), "all in one round would keep the event loop busy");
        proxy.advance(BACKSTOP);
        assertEquals(List.of("healthy"), proxy.sink.pending());
        proxy.advance(STALL_TIMEOUT.plusSeconds(1));

        assertEquals(300, proxy.failures(FailureReason.KAFKA_UNKNOWN_TOPIC), "though few were tried");
    }

    @Test
    void manyRefusedTopicsTakeTurns() {
        proxy.sink.refuse(Offer.TOPIC_UNKNOWN);
        crowd(20, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

        proxy.advance(BACKSTOP);
        refuseOnly(Offer.TOPIC_UNKNOWN, "0", "1", "2", "3", "4", "5", "6", "7", "8");
        proxy.advance(BACKSTOP);

        assertEquals(2, proxy.sink.pending().size(), "all of one topic at once");
    }

    /** It would wait for the turn of its former topic. */
    @Test
    void aPublishThatWasGivenUpLeavesTheQueueOfItsTopic() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        proxy.sink.refuse(Offer.TOPIC_UNKNOWN);
        client.publishes(0, 0, "missing", "lost");
        proxy.advance(STALL_TIMEOUT.minusSeconds(1));
        client.publishes(1, 1, "healthy", "healthy");
        crowd(50, "missing");
        refuseOnly(Offer.TOPIC_UNKNOWN, "missing");

        proxy.advance(Duration.ofSeconds(2));

        assertEquals(1, proxy.losses(FailureReason.KAFKA_UNKNOWN_TOPIC));
        assertEquals(List.of("healthy"), proxy.sink.pending());
    }

    /** Connections that wait for a publish to one of the topics, the first of them first. */
    private void crowd(int size, String... topics) {
        proxy.sink.backPressure(true);
        for (int device = 0; device < size; device++) {
            proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "crowd" + device))
                    .publishes(1, 1, topics[device % topics.length], "refused");
        }
    }

    private void refuseOnly(Offer refusal, String... topics) {
        proxy.sink.refuse(refusal);
        proxy.sink.backPressureOn(topics);
    }

    private TestClient parkedForAnInstant() {
        proxy.sink.refuse(Offer.BACK_PRESSURED);
        return proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "healthy")).publishes(1, 1, "healthy", "healthy");
    }

    @Test
    void aRoundOfRetriesEndsAfterAFewFailures() {
        TestClient settling =
                proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "settling")).publishes(1, 1, "a", "p");
        proxy.sink.backPressure(true);
        for (int device = 0; device < 50; device++) {
            proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "device" + device)).publishes(1, 1, "a", "stalled");
        }
        int offers = proxy.sink.offers();

        proxy.sink.store("p");
        proxy.runTasks();

        assertTrue(proxy.sink.offers() - offers <= 10, "a full buffer is not asked fifty times");
        assertEquals(List.of(puback(1)), settling.received());
    }

    @Test
    void aPublishThatKafkasProducerKeepsRoomForIsTriedBeforeACrowd() {
        crowd(50, "a");
        proxy.sink.refuse(Offer.NEXT);
        for (String device : List.of("large", "large too")) {
            proxy.connect(Connect.of(ProtocolVersion.MQTT_5, device)).publishes(1, 1, "large", device);
        }
        proxy.advance(BACKSTOP);
        assertEquals(52, proxy.metrics.total(Count.STALLED_CONNECTIONS));

        refuseOnly(Offer.BACK_PRESSURED, "a");
        proxy.advance(BACKSTOP);

        assertEquals("large", proxy.sink.pending().get(0));
        assertEquals(52 - proxy.sink.pending().size(), proxy.metrics.total(Count.STALLED_CONNECTIONS));
    }

    /** A client whose publish with packet id 1 is parked. */
    private TestClient stalled(ProtocolVersion version) {
        TestClient client = proxy.connect(version);
        proxy.sink.backPressure(true);
        client.publishes(1, 1, "a", "one");
        assertEquals(List.of(), client.received());
        return client;
    }
}
