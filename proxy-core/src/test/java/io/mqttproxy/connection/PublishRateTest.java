package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.puback;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.mqtt.ProtocolVersion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that publishes faster than it may is read later, and loses nothing. */
class PublishRateTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource
    void publishesAreReadAtTheRate(ProtocolVersion version) {
        proxy.rateLimits(limits -> limits.withMaxPublishRate(10));
        TestClient client = proxy.connect(version);
        for (int i = 1; i <= 45; i++) {
            client.sends(client.publish(0, 0, "a", "m" + i));
        }
        assertEquals(10, proxy.sink.offers());

        proxy.advance(Duration.ofSeconds(2));
        assertTrue(Math.abs(30 - proxy.sink.offers()) <= 5, () -> proxy.sink.offers() + " after two seconds");

        proxy.advance(Duration.ofSeconds(3));
        assertEquals(45, proxy.sink.offers());
        assertTrue(client.isRead());
    }

    @Test
    void largePayloadsAreHeldBackByTheirBytes() {
        proxy.rateLimits(limits -> limits.withMaxPublishBytesRate(100));
        TestClient client = proxy.connect(ProtocolVersion.MQTT_3_1_1);
        String payload = "x".repeat(400);
        client.sends(client.publish(0, 0, "a", payload), client.publish(0, 0, "a", payload));
        assertEquals(1, proxy.sink.offers());

        proxy.advance(Duration.ofSeconds(2));
        assertEquals(1, proxy.sink.offers());
        proxy.advance(Duration.ofSeconds(2));
        assertEquals(2, proxy.sink.offers());
    }

    @Test
    void propertiesCountLikePayload() {
        proxy.rateLimits(limits -> limits.withMaxPublishBytesRate(100));
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        byte[] publish = client.publishWithUserProperty(0, 0, "a", "x".repeat(200), "y".repeat(200));
        client.sends(publish, publish);
        assertEquals(1, proxy.sink.offers());

        proxy.advance(Duration.ofSeconds(2));
        assertEquals(1, proxy.sink.offers());
        proxy.advance(Duration.ofSeconds(2));
        assertEquals(2, proxy.sink.offers());
    }

    @Test
    void publishesThatWereReadAreAcknowledgedWithoutDelay() {
        proxy.rateLimits(limits -> limits.withMaxPublishRate(1));
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        client.sends(client.publish(1, 1, "a", "first"), client.publish(1, 2, "a", "second"));
        proxy.sink.storeAll();
        proxy.runTasks();
        assertEquals(List.of(puback(1)), client.received());
    }

    @Test
    void pingsInFrontOfTheHeldPublishAreAnswered() {
        proxy.rateLimits(limits -> limits.withMaxPublishRate(1));
        TestClient client = proxy.connect(ProtocolVersion.MQTT_3_1_1);
        client.sends(client.publish(0, 0, "a", "first"), TestClient.pingreq());
        assertEquals(List.of("d000"), client.received());
    }

    @Test
    void otherClientsAreNotHeldBack() {
        proxy.rateLimits(limits -> limits.withMaxPublishRate(1));
        TestClient greedy = proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "greedy"));
        greedy.sends(greedy.publish(0, 0, "a", "1"), greedy.publish(0, 0, "a", "2"));
        TestClient other = proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "other"));
        other.publishes(0, 0, "a", "3");
        assertEquals(List.of("1", "3"), proxy.sink.pending());
    }

    @Test
    void byDefaultTenMebibytesPerSecondPass() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_3_1_1);
        String payload = "x".repeat(200_000);
        for (int i = 0; i < 150; i++) {
            client.sends(client.publish(0, 0, "a", payload));
            proxy.sink.storeAll();
            proxy.runTasks();
        }
        int atOnce = 10 * 1024 * 1024 / payload.length() + 1;
        assertEquals(atOnce, proxy.sink.offers());

        proxy.advance(Duration.ofMillis(500));
        assertTrue(proxy.sink.offers() > atOnce, "held for longer than its bytes allow");
        assertTrue(proxy.sink.offers() <= atOnce * 3 / 2 + 1, () -> proxy.sink.offers() + " after half a second more");
    }
}
