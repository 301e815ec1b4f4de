package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.puback;
import static io.mqttproxy.connection.Received.pubcomp;
import static io.mqttproxy.connection.Received.pubrec;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.publish.Publication;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
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
