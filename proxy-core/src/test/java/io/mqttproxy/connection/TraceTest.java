package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.trace.Trace;
import io.mqttproxy.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What an operator sees of one device: everything but payloads and credentials. */
class TraceTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    private final List<String> lines = new ArrayList<>();

    @Test
    void aDeviceThatConnectsLaterIsTracedFromItsConnectOn() {
        begin("device");
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        client.publishes(1, 7, "a/b", "secret");
        proxy.sink.store("secret");
        proxy.runTasks();
        client.sends(TestClient.pingreq(), TestClient.disconnect());

        assertLines(
                "<- CONNECT MQTT 5.0, keep alive 0 s, clean start, from device/<unresolved>:1883",
                "-> CONNACK 0x00",
                "<- PUBLISH 7, QoS 1, \"a/b\", 6 bytes",
                "   stored \"a/b\" in a.b, partition 3, offset 42, # ms after it was offered",
                "-> PUBACK 7 0x00, # ms after its PUBLISH",
                "<- PINGREQ",
                "-> PINGRESP",
                "<- DISCONNECT 0x00",
                "   closed: client-disconnect, DISCONNECT 0x00");
    }

    @Test
    void aConnectedDeviceIsTracedFromNowOn() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_3_1_1);
        client.publishes(0, 0, "a/b", "before");
        begin("device");
        client.publishes(1, 7, "a/b", "one").publishes(1, 8, "a/b", "two");
        proxy.sink.fail("one", FailureReason.KAFKA_TIMEOUT);
        proxy.runTasks();

        assertLines(
                "<- PUBLISH 7, QoS 1, \"a/b\", 3 bytes",
                "<- PUBLISH 8, QoS 1, \"a/b\", 3 bytes",
                "   not stored: \"a/b\" in a.b: kafka-timeout",
                "   closed: not-stored, kafka-timeout");
    }

    @Test
    void aDeviceThatIsBeingAuthenticatedIsTracedOnceItIsLetIn() {
        proxy.authenticator.answerLater();
        TestClient client = proxy.open(ProtocolVersion.MQTT_5);
        client.sends(Connect.of(ProtocolVersion.MQTT_5, "device").bytes());
        begin("device");
        proxy.authenticator.answer();
        proxy.runTasks();
        client.sends(TestClient.pingreq());

        assertLines("-> CONNACK 0x00", "<- PINGREQ", "-> PINGRESP");
    }

    @Test
    void acknowledgementsOfOneWriteAreTracedOneByOne() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        client.publishes(1, 7, "a", "one").publishes(2, 8, "a", "two");
        begin("device");
        proxy.sink.storeAll();
        proxy.runTasks();

        assertLines("-> PUBACK 7 0x00", "-> PUBREC 8 0x00");
    }

    @Test
    void aRefusalIsTraced() {
        proxy.authorizer((identity, clientId, topic) -> false);
        begin("device");
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        lines.clear();
        client.publishes(1, 7, "a\u001b[2J", "x");

        assertLines("<- PUBLISH 7, QoS 1, \"a\\u001b[2J\", 1 bytes", "-> PUBACK 7 0x87, # ms after its PUBLISH");
    }

    @Test
    void aParkedPublishIsTracedOnce() {
        begin("device");
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        lines.clear();
        proxy.sink.backPressure(true);
        client.publishes(1, 7, "a", "x").assertOpen();

        assertLines("<- PUBLISH 7, QoS 1, \"a\", 1 bytes", "   waiting for Kafka: \"a\"");
    }

    @Test
    void otherDevicesAreNotTracedAndNothingIsAfterTheEnd() {
        Trace trace = begin("device");
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "other"));
        assertEquals(2, lines.size());

        trace.close();
        client.publishes(1, 7, "a", "x");
        assertEquals(2, lines.size());
        assertNull(client.channel.pipeline().get("trace"));
    }

    @Test
    void thereIsOneTracePerClientAndAFewAtATime() {
        Trace first = begin("device");
        begin("device");
        assertEquals(0, first.ended().getCount());
        for (int i = 1; i < Traces.MAXIMUM; i++) {
            begin("device-" + i);
        }
        assertNull(proxy.traces.begin("one-too-many", lines::add));
    }

    private Trace begin(String clientId) {
        Trace trace = proxy.traces.begin(clientId, lines::add);
        assertNotNull(trace);
        proxy.registry.watch(trace);
        proxy.runTasks();
        return trace;
    }

    /** Durations become a sharp. */
    private void assertLines(String... expected) {
        assertEquals(
                List.of(expected),
                lines.stream()
                        .map(line -> line.replaceAll("\\d+\\.\\d ms", "# ms"))
                        .toList());
    }
}
