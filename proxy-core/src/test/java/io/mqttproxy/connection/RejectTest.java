package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.puback;
import static io.mqttproxy.connection.Received.pubrec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.config.DeliveryConfig.OnReject;
import io.mqttproxy.config.PacketLimits;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.Routing;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Product contract: what is the device's own fault is answered as far as its version allows. */
class RejectTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource(
            names = {
                "NOT_AUTHORIZED",
                "NO_ROUTE",
                "TOPIC_TOO_LONG",
                "INVALID_KAFKA_TOPIC",
                "TOO_MANY_KAFKA_TOPICS",
                "TOO_MANY_USER_PROPERTIES"
            })
    void mqtt5IsRefusedWithTheReason(FailureReason reason) {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        proxy.router((topic, origin, qos, retain) -> new Routing.Rejected(reason));

        client.publishes(1, 1, "a", "one").publishes(2, 2, "a", "two");

        assertEquals(List.of(puback(1, reason.reasonCode()), pubrec(2, reason.reasonCode())), client.received());
        assertEquals(2, proxy.rejects(reason));
        client.assertOpen();
    }

    @Test
    void mqtt5IsDisconnectedForARecordThatIsTooLarge() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5).publishes(1, 1, "a", "one");

        fails("one", FailureReason.RECORD_TOO_LARGE);

        assertEquals(0x95, client.receivedDisconnect());
        client.assertClosed("packet-too-large");
    }

    @Test
    void aDenialByTheAclIsTheDevicesFault() {
        proxy.authorizer((identity, clientId, topic) -> topic.equals("allowed"));
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

        client.publishes(1, 1, "allowed", "one").publishes(1, 2, "denied", "two");
        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(List.of(puback(1), puback(2, 0x87)), client.received());
    }

    @Test
    void aReplacedPolicyAppliesFromTheNextPublishOn() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5).publishes(1, 1, "a", "one");

        proxy.authorizer((identity, clientId, topic) -> false);
        client.publishes(1, 2, "a", "two");
        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(List.of(puback(1), puback(2, 0x87)), client.received());
    }

    @Test
    void aRefusalKeepsItsPlaceAmongTheAcks() {
        proxy.authorizer((identity, clientId, topic) -> !topic.equals("denied"));
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

        client.publishes(1, 1, "a", "one").publishes(1, 2, "denied", "two");
        assertEquals(List.of(), client.received());
        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(List.of(puback(1), puback(2, 0x87)), client.received());
    }

    @Test
    void aRefusedPacketIdIsFreeAgain() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5).publishes(2, 1, "a", "one");
        fails("one", FailureReason.INVALID_KAFKA_TOPIC);
        assertEquals(List.of(pubrec(1, 0x90)), client.received());

        client.publishes(2, 1, "a", "again");
        proxy.sink.store("again");
        proxy.runTasks();

        assertEquals(List.of(pubrec(1)), client.received());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MQTT_5")
    void onRejectCloseClosesMqtt3(ProtocolVersion version) {
        TestClient client = proxy.connect(version).publishes(1, 1, "a", "one");

        fails("one", FailureReason.RECORD_TOO_LARGE);

        assertEquals(List.of(), client.received());
        client.assertClosed("publish-rejected");
        assertEquals(1, proxy.rejects(FailureReason.RECORD_TOO_LARGE));
    }

    @Test
    void onRejectAckAcknowledgesMqtt3AndCounts() {
        onReject(OnReject.ACK);
        TestClient client = proxy.connect(ProtocolVersion.MQTT_3_1_1);

        client.publishes(1, 1, "a", "one").publishes(2, 2, "a", "two");
        proxy.sink.failAll(FailureReason.RECORD_TOO_LARGE);
        proxy.runTasks();

        assertEquals(List.of(puback(1), pubrec(2)), client.received());
        assertEquals(2, proxy.rejects(FailureReason.RECORD_TOO_LARGE));
        client.assertOpen();
    }

    @ParameterizedTest
    @EnumSource
    void qos0IsDroppedAndCounted(ProtocolVersion version) {
        proxy.router((topic, origin, qos, retain) -> new Routing.Rejected(FailureReason.NO_ROUTE));
        TestClient client = proxy.connect(version).publishes(0, 0, "a", "zero");

        assertEquals(1, proxy.rejects(FailureReason.NO_ROUTE));
        client.assertOpen();
    }

    @ParameterizedTest
    @EnumSource
    void withADeadLetterTopicTheRejectIsStoredThereAndThenAcknowledged(ProtocolVersion version) {
        proxy.deadLetters().router((topic, origin, qos, retain) -> new Routing.Rejected(FailureReason.NO_ROUTE));
        TestClient client = proxy.connect(version).publishes(1, 1, "a/b", "one");

        assertEquals(List.of(), client.received());
        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(List.of(puback(1)), client.received());
        assertDeadLetter(FailureReason.NO_ROUTE);
        assertEquals(1, proxy.rejects(FailureReason.NO_ROUTE));
    }

    @ParameterizedTest
    @EnumSource
    void publishesThatKafkaRejectsGoToTheDeadLetterTopicToo(ProtocolVersion version) {
        TestClient client = proxy.deadLetters().connect(version).publishes(2, 1, "a/b", "one");

        fails("one", FailureReason.RECORD_TOO_LARGE);
        assertEquals(List.of(), client.received());
        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(List.of(pubrec(1)), client.received());
        assertDeadLetter(FailureReason.RECORD_TOO_LARGE);
    }

    @ParameterizedTest
    @EnumSource
    void aDeadLetterThatCannotBeStoredIsNotAcknowledged(ProtocolVersion version) {
        TestClient client = proxy.deadLetters().connect(version).publishes(1, 1, "a/b", "one");

        fails("one", FailureReason.RECORD_TOO_LARGE);
        fails("one", FailureReason.KAFKA_TIMEOUT);

        assertEquals(
                List.of(),
                client.received().stream()
                        .filter(packet -> packet.startsWith("4"))
                        .toList());
        client.assertClosed("not-stored");
    }

    /** The device would send it again for ever. */
    @ParameterizedTest
    @EnumSource
    void aDeadLetterThatIsTooLargeItselfIsStoredAbridged(ProtocolVersion version) {
        proxy.deadLetters().router((topic, origin, qos, retain) -> new Routing.Rejected(FailureReason.NO_ROUTE));
        TestClient client = proxy.connect(version).publishes(1, 1, "a/b", "one");

        fails("one", FailureReason.RECORD_TOO_LARGE);
        assertEquals(List.of(), client.received());
        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(List.of(puback(1)), client.received());
        assertDeadLetter(FailureReason.NO_ROUTE);
        assertTrue(proxy.sink.storedPublications().get(0).abridged());
        assertEquals(1, proxy.rejects(FailureReason.NO_ROUTE), "counted once");
    }

    @Test
    void anAbridgedDeadLetterThatIsTooLargeIsNotOfferedAgain() {
        proxy.deadLetters().router((topic, origin, qos, retain) -> new Routing.Rejected(FailureReason.NO_ROUTE));
        TestClient client = proxy.connect(ProtocolVersion.MQTT_3_1_1).publishes(1, 1, "a/b", "one");

        fails("one", FailureReason.RECORD_TOO_LARGE);
        fails("one", FailureReason.RECORD_TOO_LARGE);

        assertEquals(List.of(), proxy.sink.pending());
        client.assertClosed("not-stored");
    }

    @Test
    void aDeadLetterThatIsRejectedItselfIsNotMadeADeadLetterAgain() {
        TestClient client =
                proxy.deadLetters().connect(ProtocolVersion.MQTT_3_1_1).publishes(1, 1, "a/b", "one");

        fails("one", FailureReason.RECORD_TOO_LARGE);
        fails("one", FailureReason.RECORD_TOO_LARGE);

        assertEquals(List.of(), proxy.sink.pending());
        client.assertClosed("not-stored");
    }

    @Test
    void aDeadLetterOfAClientThatIsGoneIsStillStored() {
        TestClient client = proxy.deadLetters().connect(ProtocolVersion.MQTT_5).publishes(1, 1, "a/b", "one");
        client.vanishes();

        fails("one", FailureReason.RECORD_TOO_LARGE);
        proxy.sink.store("one");

        assertDeadLetter(FailureReason.RECORD_TOO_LARGE);
    }

    @Test
    void aDeadLetterOfAClientThatIsGoneDoesNotWaitForKafka() {
        TestClient client = proxy.deadLetters().connect(ProtocolVersion.MQTT_5).publishes(1, 1, "a/b", "one");
        client.vanishes();
        proxy.sink.backPressure(true);

        fails("one", FailureReason.RECORD_TOO_LARGE);

        assertEquals(0, proxy.metrics.total(io.mqttproxy.metrics.LoopCounters.Count.STALLED_CONNECTIONS));
    }

    @Test
    void aDeadLetterKeepsAsManyUserPropertiesAsAllowed() {
        int allowed = PacketLimits.DEFAULTS.maxUserProperties();
        byte[] properties = Wire.join(
                Collections.nCopies(allowed + 1, Wire.userProperty("k", "v")).toArray(byte[][]::new));
        TestClient client = proxy.deadLetters().connect(ProtocolVersion.MQTT_5);

        client.sends(client.publish(1 << 1, 1, "a/b", properties, "one"));
        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(List.of(puback(1)), client.received());
        assertDeadLetter(FailureReason.TOO_MANY_USER_PROPERTIES);
        assertEquals(
                allowed,
                proxy.sink
                        .storedPublications()
                        .get(0)
                        .properties()
                        .userProperties()
                        .size());
    }

    @Test
    void aTopicLongerThanAllowedIsRefused() {
        proxy.packetLimits(limits -> limits.withMaxTopicLength(4));
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

        client.publishes(1, 1, "1234", "one").publishes(1, 2, "12345", "two").publishes(1, 3, "\u20ac\u20ac", "three");
        proxy.sink.storeAll();
        proxy.runTasks();

        assertEquals(List.of(puback(1), puback(2, 0x90), puback(3, 0x90)), client.received());
    }

    @Test
    void aTopicWithMoreLevelsThanAllowedIsRefused() {
        proxy.packetLimits(limits -> limits.withMaxTopicLevels(3));
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

        client.publishes(1, 1, "a/b/c", "one").publishes(1, 2, "a/b/c/d", "two").publishes(1, 3, "///", "three");
        proxy.sink.storeAll();
        proxy.runTasks();

        assertEquals(List.of(puback(1), puback(2, 0x90), puback(3, 0x90)), client.received());
    }

    private void assertDeadLetter(FailureReason reason) {
        Publication stored = proxy.sink.storedPublications().get(0);
        assertEquals(TestProxy.DEAD_LETTERS, stored.destination().kafkaTopic());
        assertEquals("a/b", stored.destination().mqttTopic());
        assertEquals(reason, stored.rejected());
    }

    private void onReject(OnReject onReject) {
        DeliveryConfig defaults = DeliveryConfig.DEFAULTS;
        proxy.delivery(new DeliveryConfig(
                onReject,
                defaults.stallTimeout(),
                defaults.drainDelay(),
                defaults.drainTimeout(),
                defaults.drainRate(),
                null));
    }

    private void fails(String payload, FailureReason reason) {
        proxy.sink.fail(payload, reason);
        proxy.runTasks();
    }
}
