package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.puback;
import static io.mqttproxy.connection.Received.pubrec;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.mqtt.ProtocolVersion;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Acknowledgements leave in the order of receipt, and many at once (MQTT 3.1.1 section 4.6). */
class AckOrderTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    private final TestClient client = proxy.connect(ProtocolVersion.MQTT_3_1_1);

    @Test
    void anEarlyOutcomeWaitsForThoseBeforeIt() {
        client.publishes(1, 1, "a", "one").publishes(1, 2, "b", "two").publishes(1, 3, "c", "three");

        settles("three");
        assertEquals(List.of(), client.received());
        settles("one");
        assertEquals(List.of(puback(1)), client.received());
        settles("two");
        assertEquals(List.of(puback(2), puback(3)), client.received());
    }

    @Test
    void qos1AndQos2ShareOneOrder() {
        client.publishes(2, 1, "a", "one").publishes(1, 2, "b", "two").publishes(2, 3, "c", "three");

        settles("two");
        settles("three");
        settles("one");

        assertEquals(List.of(pubrec(1), puback(2), pubrec(3)), client.received());
    }

    @Test
    void qos0DoesNotDelayAcknowledgements() {
        client.publishes(0, 0, "a", "zero").publishes(1, 1, "b", "one");

        settles("one");

        assertEquals(List.of(puback(1)), client.received());
    }

    @Test
    void acksThatAreDueTogetherAreOneWriteAndOneFlush() {
        for (int id = 1; id <= 100; id++) {
            client.publishes(1, id, "a", "p" + id);
        }
        client.socket.resetCounts();

        proxy.sink.storeAll();
        proxy.runTasks();

        assertEquals(100, client.received().size());
        assertEquals(1, client.socket.writes());
        assertEquals(1, client.socket.flushes());
    }

    @Test
    void manyPublishesInOneReadAreAnsweredInOneWrite() {
        proxy.authorizer((identity, clientId, topic) -> false);
        TestClient mqtt5 = proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "other"));

        mqtt5.sends(mqtt5.publish(1, 1, "a", "one"), mqtt5.publish(1, 2, "a", "two"));

        assertEquals(List.of(puback(1, 0x87), puback(2, 0x87)), mqtt5.received());
        assertEquals(1, mqtt5.socket.writes());
        assertEquals(1, mqtt5.socket.flushes());
    }

    @Test
    void aReadThatNeedsNoAnswerIsNotFlushed() {
        client.publishes(1, 1, "a", "one");

        assertEquals(0, client.socket.flushes());
    }

    @Test
    void eachConnectionOfABatchGetsItsOwnAcks() {
        TestClient other = proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "other"));
        client.publishes(1, 1, "a", "one");
        other.publishes(1, 9, "a", "nine");
        client.publishes(1, 2, "a", "two");

        proxy.sink.storeAll();
        proxy.runTasks();

        assertEquals(List.of(puback(1), puback(2)), client.received());
        assertEquals(List.of(puback(9)), other.received());
    }

    @Test
    void outcomesMayComeOnKafkasThread() throws InterruptedException {
        client.publishes(1, 1, "a", "one").publishes(1, 2, "a", "two");

        Thread kafka = new Thread(proxy.sink::storeAll);
        kafka.start();
        kafka.join();
        assertEquals(List.of(), client.received(), "nothing is written on Kafka's thread");
        proxy.runTasks();

        assertEquals(List.of(puback(1), puback(2)), client.received());
    }

    private void settles(String payload) {
        proxy.sink.store(payload);
        proxy.runTasks();
    }
}
