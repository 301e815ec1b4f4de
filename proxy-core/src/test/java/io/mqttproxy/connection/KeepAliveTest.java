package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that has gone silent is let go after one and a half times its keep alive (MQTT 5.0 section 3.1.2.10). */
class KeepAliveTest {
    private static final int KEEP_ALIVE = 10;

    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource
    void silenceForOneAndAHalfTimesTheKeepAliveEndsTheConnection(ProtocolVersion version) {
        TestClient client = connect(version);

        proxy.advance(Duration.ofSeconds(15));
        assertTrue(client.channel.isOpen());
        proxy.advance(Duration.ofSeconds(1));

        client.assertClosed("keep-alive-timeout");
    }

    @Test
    void mqtt5IsToldThatItsKeepAliveWasExceeded() {
        TestClient client = connect(ProtocolVersion.MQTT_5);

        proxy.advance(Duration.ofSeconds(16));

        assertEquals(0x8D, client.receivedDisconnect());
    }

    @Test
    void everyPacketRestartsTheKeepAlive() {
        TestClient client = connect(ProtocolVersion.MQTT_3_1_1);
        List<byte[]> packets = List.of(
                TestClient.pingreq(),
                client.publish(0, 0, "a", "p"),
                client.pubrel(1),
                client.subscribe(1, "a"),
                client.unsubscribe(1, "a"));

        for (byte[] packet : packets) {
            proxy.advance(Duration.ofSeconds(14));
            client.sends(packet);
        }
        proxy.advance(Duration.ofSeconds(14));

        assertTrue(client.channel.isOpen());
    }

    @Test
    void bytesOfAnUnfinishedPacketDoNotCount() {
        TestClient client = connect(ProtocolVersion.MQTT_3_1_1);

        proxy.advance(Duration.ofSeconds(10));
        client.sends(Wire.bytes(0x30, 0x20, 0x00));
        proxy.advance(Duration.ofSeconds(6));

        client.assertClosed("keep-alive-timeout");
    }

    /** A suspended machine, a long collection of garbage: what the client sent meanwhile waits in its socket. */
    @Test
    void aPauseOfTheProxyDoesNotCountAsSilenceOfTheClient() {
        TestClient client = connect(ProtocolVersion.MQTT_3_1_1);

        proxy.standsStill(Duration.ofMinutes(1));
        client.sends(TestClient.pingreq());
        proxy.advance(Duration.ofSeconds(14));

        assertTrue(client.channel.isOpen());
    }

    @Test
    void aClientThatIsSilentAfterAPauseIsClosed() {
        TestClient client = connect(ProtocolVersion.MQTT_3_1_1);

        proxy.standsStill(Duration.ofMinutes(1));
        assertEquals(0, proxy.disconnects("keep-alive-timeout"));
        proxy.advance(Duration.ofSeconds(1));

        client.assertClosed("keep-alive-timeout");
    }

    /** Else nobody would ever be let go. */
    @Test
    void aProxyThatIsAlwaysLateStillDetectsSilence() {
        TestClient client = connect(ProtocolVersion.MQTT_3_1_1);

        for (int pause = 0; pause < 10; pause++) {
            proxy.standsStill(Duration.ofSeconds(2));
        }

        client.assertClosed("keep-alive-timeout");
    }

    @Test
    void zeroTurnsKeepAliveOff() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_3_1_1);

        proxy.advance(Duration.ofHours(1));

        client.assertOpen();
    }

    @Test
    void keepAliveDoesNotRunWhileTheProxyDoesNotRead() {
        TestClient client = connect(ProtocolVersion.MQTT_3_1_1);
        proxy.sink.backPressure(true);
        client.sends(client.publish(0, 0, "a", "x".repeat(32 * 1024)), client.publish(0, 0, "a", "two"));

        proxy.advance(Duration.ofSeconds(20));
        assertTrue(client.channel.isOpen());
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(14));

        assertTrue(client.channel.isOpen(), "the time begins anew when reading does");
        proxy.advance(Duration.ofSeconds(2));
        client.assertClosed("keep-alive-timeout");
    }

    @Test
    void keepAliveRunsWhileAPublishIsParkedButTheClientIsRead() {
        TestClient client = connect(ProtocolVersion.MQTT_3_1_1);
        proxy.sink.backPressure(true);
        client.sends(client.publish(0, 0, "a", "one"));

        proxy.advance(Duration.ofSeconds(16));

        client.assertClosed("keep-alive-timeout");
    }

    @Test
    void aMaximumIsImposedOnMqtt5AsServerKeepAlive() {
        proxy.connectionLimits(limits -> limits.withMaxKeepAlive(5));
        TestClient client = proxy.open(ProtocolVersion.MQTT_5);

        client.sends(Connect.of(ProtocolVersion.MQTT_5, "device")
                .keepAlive(KEEP_ALIVE)
                .bytes());

        assertTrue(client.receivedOne().contains("130005"), "Server Keep Alive is 5");
        proxy.advance(Duration.ofSeconds(8));
        client.assertClosed("keep-alive-timeout");
    }

    @Test
    void mqtt3KeepsWhatItAskedFor() {
        proxy.connectionLimits(limits -> limits.withMaxKeepAlive(5));
        TestClient client = connect(ProtocolVersion.MQTT_3_1_1);

        proxy.advance(Duration.ofSeconds(14));

        assertTrue(client.channel.isOpen());
    }

    private TestClient connect(ProtocolVersion version) {
        return proxy.connect(Connect.of(version, "device").keepAlive(KEEP_ALIVE));
    }
}
