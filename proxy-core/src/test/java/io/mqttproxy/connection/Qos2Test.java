package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.puback;
import static io.mqttproxy.connection.Received.pubcomp;
import static io.mqttproxy.connection.Received.pubrec;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The receiver's side of QoS 2 (MQTT 5.0 section 4.3.3): on one connection each packet id is stored once. */
class Qos2Test {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource
    void aRepetitionBeforePubrecIsNotStoredAgain(ProtocolVersion version) {
        TestClient client = proxy.connect(version).publishes(2, 1, "a", "one");

        client.sends(client.publishAgain(2, 1, "a", "one"));
        assertEquals(List.of("one"), proxy.sink.pending());
        stores("one");

        assertEquals(List.of(pubrec(1)), client.received());
    }

    @ParameterizedTest
    @EnumSource
    void aRepetitionAfterPubrecIsAnsweredAndNotStoredAgain(ProtocolVersion version) {
        TestClient client = received(version);

        client.sends(client.publishAgain(2, 1, "a", "one"));

        assertEquals(List.of(pubrec(1)), client.received());
        assertEquals(List.of(), proxy.sink.pending());
        assertEquals(List.of("one"), proxy.sink.stored());
    }

    @ParameterizedTest
    @EnumSource
    void aReleasedPacketIdIsFreeForAnotherMessage(ProtocolVersion version) {
        TestClient client = received(version);
        client.sends(client.pubrel(1));
        assertEquals(List.of(pubcomp(1)), client.received());

        client.publishes(2, 1, "a", "two");
        stores("two");

        assertEquals(List.of(pubrec(1)), client.received());
        assertEquals(List.of("one", "two"), proxy.sink.stored());
    }

    @Test
    void aRepetitionAnsweredLateCannotAcknowledgeTheNextMessageWithItsPacketId() {
        TestClient client = received(ProtocolVersion.MQTT_3_1);
        client.publishes(1, 9, "slow", "slow");
        client.sends(client.publishAgain(2, 1, "a", "one"), client.pubrel(1), client.publish(2, 1, "a", "two"));
        client.received();

        stores("slow");

        assertEquals(List.of(puback(9)), client.received(), "'two' is not stored yet");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MQTT_5")
    void mqtt3CompletesAnyPacketId(ProtocolVersion version) {
        TestClient client = proxy.connect(version);

        client.sends(client.pubrel(7));

        assertEquals(List.of(pubcomp(7)), client.received());
    }

    @ParameterizedTest
    @EnumSource
    void aReleaseBeforePubrecEndsTheConnection(ProtocolVersion version) {
        TestClient client = proxy.connect(version).publishes(2, 1, "a", "one");

        client.sends(client.pubrel(1), client.publish(2, 1, "a", "two"));

        if (version == ProtocolVersion.MQTT_5) {
            assertEquals(0x82, client.receivedDisconnect());
        }
        assertEquals(List.of(), client.received(), "neither PUBCOMP nor PUBREC");
        client.assertClosed("protocol-error");
    }

    @Test
    void mqtt5IsToldThatAPacketIdIsUnknown() {
        TestClient client = received(ProtocolVersion.MQTT_5);

        client.sends(client.pubrel(7));
        assertEquals(List.of(pubcomp(7, 0x92)), client.received());
        client.sends(client.pubrel(1));
        assertEquals(List.of(pubcomp(1)), client.received());
        client.sends(client.pubrel(1));
        assertEquals(List.of(pubcomp(1, 0x92)), client.received());
        client.assertOpen();
    }

    @Test
    void expiryDoesNotStopTheSequence() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        byte[] expiresInASecond = Wire.join(Wire.bytes(0x02), Wire.fourBytes(1));
        client.sends(client.publish(0x04, 1, "a", expiresInASecond, "one"));

        proxy.advance(Duration.ofSeconds(5));
        stores("one");
        client.sends(client.pubrel(1));

        assertEquals(List.of(pubrec(1), pubcomp(1)), client.received());
    }

    @Test
    void anotherConnectionKnowsNothingOfThePacketId() {
        received(ProtocolVersion.MQTT_5).vanishes();
        TestClient again = proxy.connect(ProtocolVersion.MQTT_5);

        again.sends(again.publishAgain(2, 1, "a", "one"));
        stores("one");

        assertEquals(List.of(pubrec(1)), again.received());
        assertEquals(List.of("one", "one"), proxy.sink.stored());
    }

    /** A client that has PUBREC for packet id 1. */
    private TestClient received(ProtocolVersion version) {
        TestClient client = proxy.connect(version).publishes(2, 1, "a", "one");
        stores("one");
        assertEquals(List.of(pubrec(1)), client.received());
        return client;
    }

    private void stores(String payload) {
        proxy.sink.store(payload);
        proxy.runTasks();
    }
}
