package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.puback;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.mqtt.ProtocolVersion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that connects again takes over (MQTT 5.0 statement MQTT-3.1.4-3, MQTT 3.1.1 statement MQTT-3.1.4-2). */
class TakeOverTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource
    void theEarlierConnectionEnds(ProtocolVersion version) {
        TestClient earlier = proxy.connect(version);
        TestClient later = proxy.connect(version);
        proxy.runTasks();

        if (version == ProtocolVersion.MQTT_5) {
            assertEquals(0x8E, earlier.receivedDisconnect());
        } else {
            assertEquals(List.of(), earlier.received());
        }
        earlier.assertClosed("taken-over");
        later.assertOpen();
        assertEquals(1, proxy.registry.unfinished());
    }

    @Test
    void theLaterConnectionStaysRegisteredWhenTheEarlierOneIsGone() {
        proxy.connect(ProtocolVersion.MQTT_5);
        TestClient second = proxy.connect(ProtocolVersion.MQTT_5);
        proxy.advance(Duration.ofSeconds(2));

        proxy.connect(ProtocolVersion.MQTT_5);
        proxy.runTasks();

        assertEquals(0x8E, second.receivedDisconnect());
    }

    @Test
    void otherClientsAreNotAffected() {
        TestClient one = proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "one"));
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "two"));
        proxy.runTasks();

        one.assertOpen();
    }

    @Test
    void whatTheEarlierConnectionPublishedIsNotAcknowledgedToTheLaterOne() {
        proxy.connect(ProtocolVersion.MQTT_3_1_1).publishes(1, 1, "a", "one");
        TestClient later = proxy.connect(ProtocolVersion.MQTT_3_1_1);
        later.sends(later.publishAgain(1, 1, "a", "again"));

        proxy.sink.store("one");
        proxy.runTasks();
        assertEquals(List.of(), later.received());
        proxy.sink.store("again");
        proxy.runTasks();

        assertEquals(List.of(puback(1)), later.received());
    }
}
