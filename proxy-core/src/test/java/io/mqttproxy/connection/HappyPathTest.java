package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.puback;
import static io.mqttproxy.connection.Received.pubcomp;
import static io.mqttproxy.connection.Received.pubrec;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.UserProperty;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Product contract, section 3: an acknowledgement means stored, in every version of MQTT. */
class HappyPathTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource
    void qos1IsAcknowledgedWhenStoredAndNotBefore(ProtocolVersion version) {
        TestClient client = proxy.connect(version);

        client.publishes(1, 7, "a/b", "one");
        assertEquals(List.of("one"), proxy.sink.pending());
        assertEquals(List.of(), client.received());

        proxy.sink.store("one");
        proxy.runTasks();
        assertEquals(List.of(puback(7)), client.received());
    }

    @ParameterizedTest
    @EnumSource
    void qos2IsReceivedWhenStoredAndCompleteWhenReleased(ProtocolVersion version) {
        TestClient client = proxy.connect(version);

        client.publishes(2, 7, "a/b", "one");
        assertEquals(List.of(), client.received());

        proxy.sink.store("one");
        proxy.runTasks();
        assertEquals(List.of(pubrec(7)), client.received());

        client.sends(client.pubrel(7));
        assertEquals(List.of(pubcomp(7)), client.received());
    }

    @ParameterizedTest
    @EnumSource
    void qos0IsStoredAndNotAnswered(ProtocolVersion version) {
        TestClient client = proxy.connect(version);

        client.publishes(0, 0, "a/b", "one");
        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(List.of("one"), proxy.sink.stored());
        assertEquals(List.of(), client.received());
    }

    @ParameterizedTest
    @EnumSource
    void anAckFreesItsPacketIdForAnotherMessage(ProtocolVersion version) {
        TestClient client = proxy.connect(version).publishes(1, 7, "a/b", "one");
        proxy.sink.store("one");
        proxy.runTasks();

        client.publishes(1, 7, "a/b", "two");
        proxy.sink.store("two");
        proxy.runTasks();

        assertEquals(List.of("one", "two"), proxy.sink.stored());
        assertEquals(List.of(puback(7), puback(7)), client.received());
    }

    @Test
    void propertiesArePassedOnAsTheyAre() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        byte[] properties = Wire.join(
                Wire.bytes(0x01, 1),
                Wire.join(Wire.bytes(0x02), Wire.fourBytes(0xFFFF_FFFFL)),
                Wire.join(Wire.bytes(0x03), Wire.string("text/plain")),
                Wire.join(Wire.bytes(0x08), Wire.string("answers")),
                Wire.join(Wire.bytes(0x09), Wire.binary(Wire.bytes(0, 0xFF))),
                Wire.join(Wire.bytes(0x26), Wire.string("b"), Wire.string("2")),
                Wire.join(Wire.bytes(0x26), Wire.string("a"), Wire.string("1")),
                Wire.join(Wire.bytes(0x26), Wire.string("b"), Wire.string("1")));

        client.sends(client.publish(0, 0, "a/b", properties, "one"));
        proxy.sink.store("one");

        PublishProperties passedOn = proxy.sink.storedPublications().get(0).properties();
        assertEquals(1, passedOn.payloadFormat());
        assertEquals(0xFFFF_FFFFL, passedOn.messageExpirySeconds());
        assertEquals("text/plain", passedOn.contentType());
        assertEquals("answers", passedOn.responseTopic());
        assertArrayEquals(Wire.bytes(0, 0xFF), passedOn.correlationData());
        assertEquals(
                List.of(new UserProperty("b", "2"), new UserProperty("a", "1"), new UserProperty("b", "1")),
                passedOn.userProperties());
    }

    @ParameterizedTest
    @EnumSource
    void aPublicationSaysWhereItComesFromAndWhereItGoes(ProtocolVersion version) {
        TestClient client = proxy.connect(version);

        client.sends(client.publishAgain(1, 7, "a/b", "one"));
        proxy.sink.store("one");
        proxy.runTasks();

        Publication publication = proxy.sink.storedPublications().get(0);
        assertEquals("device", publication.origin().clientId());
        assertEquals("a/b", publication.destination().mqttTopic());
        assertEquals("a.b", publication.destination().kafkaTopic());
        assertEquals(1, publication.qos().level());
        assertEquals(true, publication.dup());
        assertEquals(false, publication.will());
        assertEquals(List.of(puback(7)), client.received());
    }
}
