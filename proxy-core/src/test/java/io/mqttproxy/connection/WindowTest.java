package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.puback;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Setting {@code max-inflight}: a device is held back by not being read. */
class WindowTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy().inflightLimits(limits -> limits.withMaxInflight(2));

    private final TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

    @Test
    void aFullWindowHoldsTheNextPublishBack() {
        client.sends(client.publish(1, 1, "a", "one"), client.publish(1, 2, "a", "two"));
        assertTrue(client.isRead(), "pings are still read");

        client.publishes(1, 3, "a", "three");

        assertEquals(List.of("one", "two"), proxy.sink.pending());
        assertFalse(client.isRead());
    }

    @Test
    void roomInTheWindowLetsOneMorePublishThrough() {
        client.sends(
                client.publish(1, 1, "a", "one"),
                client.publish(1, 2, "a", "two"),
                client.publish(1, 3, "a", "three"),
                client.publish(1, 4, "a", "four"));

        proxy.sink.store("one");
        proxy.runTasks();
        assertEquals(List.of("two", "three"), proxy.sink.pending());
        assertFalse(client.isRead());

        proxy.sink.storeAll();
        proxy.runTasks();
        assertEquals(List.of("four"), proxy.sink.pending());
        assertTrue(client.isRead());
        assertEquals(List.of(puback(1), puback(2), puback(3)), client.received());
    }

    @Test
    void pingsAreAnsweredWhileTheWindowIsFull() {
        client.sends(client.publish(1, 1, "a", "one"), client.publish(1, 2, "a", "two"), TestClient.pingreq());

        assertEquals(List.of(Received.PINGRESP), client.received());
    }

    @Test
    void answersToPacketsInAHeldReadAreSentAtOnce() {
        proxy.authorizer((identity, clientId, topic) -> !topic.equals("denied"));
        client.sends(
                client.publish(1, 1, "a", "one"),
                client.publish(1, 2, "a", "two"),
                client.publish(1, 3, "denied", "three"),
                TestClient.pingreq());

        proxy.sink.storeAll();
        proxy.runTasks();

        assertEquals(List.of(puback(1), puback(2), Received.PINGRESP, puback(3, 0x87)), client.received());
    }

    /** Setting {@code max-inflight-bytes}. */
    @Test
    void largePublishesFillTheWindowSooner() {
        try (TestProxy small = new TestProxy().inflightLimits(limits -> limits.withMaxInflightBytes(6))) {
            TestClient greedy = small.connect(ProtocolVersion.MQTT_5);
            greedy.sends(
                    greedy.publish(1, 1, "a", "three"),
                    greedy.publish(0, 0, "a", "four"),
                    greedy.publish(1, 2, "a", "five"));
            assertEquals(List.of("three", "four"), small.sink.pending());

            small.sink.store("three");
            small.runTasks();

            assertEquals(List.of("four", "five"), small.sink.pending());
        }
    }

    @Test
    void propertiesFillTheWindowLikePayload() {
        try (TestProxy small = new TestProxy().inflightLimits(limits -> limits.withMaxInflightBytes(900))) {
            TestClient greedy = small.connect(ProtocolVersion.MQTT_5);
            byte[] publish = greedy.publishWithUserProperty(0, 0, "a", "name", "x".repeat(400));
            greedy.sends(publish, publish);
            assertEquals(1, small.sink.offers());

            small.sink.storeAll();
            small.runTasks();

            assertEquals(2, small.sink.offers());
        }
    }

    @Test
    void aPublishThatIsLargerThanTheWindowGoesAlone() {
        try (TestProxy small = new TestProxy().inflightLimits(limits -> limits.withMaxInflightBytes(1))) {
            TestClient greedy = small.connect(ProtocolVersion.MQTT_5);
            greedy.sends(greedy.publish(1, 1, "a", "one"), greedy.publish(1, 2, "a", "two"));
            assertEquals(List.of("one"), small.sink.pending());

            small.sink.store("one");
            small.runTasks();

            assertEquals(List.of("two"), small.sink.pending());
        }
    }

    /** Setting {@code max-inflight-total}. */
    @Test
    void allConnectionsTogetherHaveAWindowToo() {
        try (TestProxy small = new TestProxy().inflightLimits(limits -> limits.withMaxInflightTotal(2))) {
            TestClient first = small.connect(Connect.of(ProtocolVersion.MQTT_5, "first"));
            TestClient second = small.connect(Connect.of(ProtocolVersion.MQTT_5, "second"));
            first.sends(first.publish(1, 1, "a", "one"), first.publish(0, 0, "a", "two"));
            second.publishes(1, 1, "a", "three");
            assertEquals(List.of("one", "two"), small.sink.pending());

            small.sink.store("one");
            small.runTasks();

            assertEquals(List.of("two", "three"), small.sink.pending());
        }
    }

    @Test
    void qos0CountsToo() {
        client.sends(
                client.publish(0, 0, "a", "one"), client.publish(0, 0, "a", "two"), client.publish(0, 0, "a", "three"));

        assertEquals(List.of("one", "two"), proxy.sink.pending());
    }

    @Test
    void answersThatWaitForAnEarlierOneCountToo() {
        proxy.authorizer((identity, clientId, topic) -> !topic.equals("denied"));
        client.publishes(1, 1, "a", "one");

        for (int id = 2; id < 10; id++) {
            client.publishes(1, id, "denied", "no");
        }
        assertFalse(client.isRead(), "refusals pile up behind an ack that is not due");

        proxy.sink.store("one");
        proxy.runTasks();
        assertTrue(client.isRead());
        assertEquals(9, client.received().size());
    }

    @Test
    void manyRefusalsInOneReadAreAllAnsweredAtOnce() {
        proxy.authorizer((identity, clientId, topic) -> false);
        byte[] publishes = {};
        for (int id = 1; id <= 9; id++) {
            publishes = Wire.join(publishes, client.publish(1, id, "denied", "no"));
        }

        client.sends(publishes);

        assertEquals(9, client.received().size());
        assertTrue(client.isRead());
    }
}
