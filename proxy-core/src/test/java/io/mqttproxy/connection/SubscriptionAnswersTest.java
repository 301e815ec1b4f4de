package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** There is nothing to subscribe to, and each version is told so without losing its connection. */
class SubscriptionAnswersTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MQTT_5")
    void mqtt3GetsAFailureForEachFilter(ProtocolVersion version) {
        TestClient client = proxy.connect(version);

        client.sends(client.subscribe(7, "a", "b/#"));

        assertEquals(List.of("900400078080"), client.received());
        client.assertOpen();
    }

    @Test
    void mqtt5GetsAReasonForEachFilter() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

        client.sends(client.subscribe(7, "a", "b/#"));

        assertEquals(List.of("90050007008383"), client.received());
        client.assertOpen();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MQTT_5")
    void unsubscribeOfMqtt3Succeeds(ProtocolVersion version) {
        TestClient client = proxy.connect(version);

        client.sends(client.unsubscribe(7, "a", "b"));

        assertEquals(List.of("b0020007"), client.received());
    }

    @Test
    void unsubscribeOfMqtt5IsToldThatNoSubscriptionExisted() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

        client.sends(client.unsubscribe(7, "a", "b"));

        assertEquals(List.of("b0050007001111"), client.received());
    }

    @Test
    void anAnswerThatIsTooLargeForTheClientIsLeftOut() {
        TestClient client =
                proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "device").maximumPacketSize(40));
        String[] filters = new String[60];
        Arrays.fill(filters, "a");

        client.sends(client.subscribe(7, filters));

        assertEquals(List.of(), client.received());
        client.assertOpen();
    }

    @ParameterizedTest
    @EnumSource
    void anAcknowledgementWithoutAPublishEndsTheConnection(ProtocolVersion version) {
        TestClient client = proxy.connect(version);

        client.sends(Wire.bytes(0x40, 2, 0, 1));

        client.assertClosed("protocol-error");
    }
}
