package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.puback;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.publish.FailureReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Product contract: on SIGTERM what is in flight is stored and acknowledged, then the connection ends. */
class DrainingTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource
    void anIdleConnectionEndsAtOnce(ProtocolVersion version) {
        TestClient client = proxy.connect(version);

        proxy.drain();

        if (version == ProtocolVersion.MQTT_5) {
            assertEquals(0x8B, client.receivedDisconnect());
        }
        client.assertClosed("server-shutdown");
    }

    @Test
    void anMqtt5ClientIsToldWhereToGoInstead() {
        DeliveryConfig defaults = DeliveryConfig.DEFAULTS;
        proxy.delivery(new DeliveryConfig(
                defaults.onReject(),
                defaults.stallTimeout(),
                defaults.drainDelay(),
                defaults.drainTimeout(),
                defaults.drainRate(),
                "b:1"));
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

        proxy.drain();

        assertEquals(0x9C, client.receivedDisconnect());
        client.assertClosed("server-shutdown");
    }

    @ParameterizedTest
    @EnumSource
    void publishesInFlightAreAcknowledgedFirst(ProtocolVersion version) {
        TestClient client = proxy.connect(version).publishes(1, 1, "a", "one").publishes(1, 2, "a", "two");

        proxy.drain();
        assertTrue(client.channel.isOpen());
        assertFalse(client.isRead());
        proxy.sink.store("two");
        proxy.runTasks();
        assertTrue(client.channel.isOpen());
        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(List.of(puback(1), puback(2)), client.received().subList(0, 2));
        client.assertClosed("server-shutdown");
    }

    @ParameterizedTest
    @EnumSource
    void parkedPublishesAreStoredFirst(ProtocolVersion version) {
        TestClient client = proxy.connect(version);
        proxy.sink.backPressure(true);
        client.publishes(1, 1, "a", "one");

        proxy.drain();
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofMillis(100));
        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(puback(1), client.received().get(0));
        client.assertClosed("server-shutdown");
    }

    @ParameterizedTest
    @EnumSource
    void publishesNotYetReadAreLeftToTheClient(ProtocolVersion version) {
        TestClient client = proxy.connect(version).publishes(1, 1, "a", "one");
        proxy.drain();

        client.publishes(1, 2, "a", "two");
        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(List.of(), proxy.sink.pending());
        assertEquals(List.of("one"), proxy.sink.stored());
        client.assertClosed("server-shutdown");
    }

    @ParameterizedTest
    @EnumSource
    void aFailureEndsTheDrainWithoutAnAck(ProtocolVersion version) {
        TestClient client = proxy.connect(version).publishes(1, 1, "a", "one");
        proxy.drain();

        proxy.sink.fail("one", FailureReason.KAFKA_TIMEOUT);
        proxy.runTasks();

        assertFalse(client.received().contains(puback(1)));
        client.assertClosed("server-shutdown");
    }

    @Test
    void aParkedPublishIsGivenUpAfterStallTimeout() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        proxy.sink.backPressure(true);
        client.publishes(1, 1, "a", "one");
        proxy.drain();

        proxy.advance(DeliveryConfig.DEFAULTS.stallTimeout().plusSeconds(1));

        client.assertClosed("server-shutdown");
        assertEquals(1, proxy.failures(FailureReason.STALLED));
    }

    @ParameterizedTest
    @EnumSource
    void theDrainDoesNotWaitForAClientThatLeaves(ProtocolVersion version) {
        TestClient client = proxy.connect(version).publishes(1, 1, "a", "one");
        proxy.drain();

        client.sends(client.publish(0, 0, "a", "late")).vanishes();

        client.assertClosed("server-shutdown");
        assertEquals(0, proxy.registry.unfinished());
    }

    /** Not even for what found no more room among the parked. */
    @Test
    void theDrainDoesNotWaitForUnreadAcks() {
        proxy.deadLetters().inflightLimits(limits -> limits.withMaxInflight(2));
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5).publishes(1, 1, "a", "rejected");
        proxy.sink.backPressure(true);
        client.publishes(0, 0, "a", "two").publishes(0, 0, "a", "three");
        proxy.drain();
        client.vanishes();

        proxy.sink.fail("rejected", FailureReason.RECORD_TOO_LARGE);
        proxy.runTasks();
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));
        assertEquals(List.of("two", "three"), proxy.sink.pending());
        proxy.sink.storeAll();
        proxy.runTasks();

        assertEquals(0, proxy.registry.unfinished());
    }

    @Test
    void aTakeOverDoesNotCutTheDrainShort() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5).publishes(1, 1, "a", "one");
        proxy.drain();
        proxy.connect(ProtocolVersion.MQTT_5);
        proxy.runTasks();

        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(puback(1), client.received().get(0));
    }

    @Test
    void aSocketWithoutConnectEndsAtOnce() {
        TestClient client = proxy.open(ProtocolVersion.MQTT_5);

        proxy.drain();

        client.assertClosed("server-shutdown");
        assertEquals(List.of(), client.received());
    }

    @Test
    void aClientThatIsBeingAuthenticatedEndsAtOnce() {
        proxy.authenticator.answerLater();
        TestClient client = proxy.open(ProtocolVersion.MQTT_5);
        client.sends(Connect.of(ProtocolVersion.MQTT_5, "device").bytes());

        proxy.drain();

        client.assertClosed("server-shutdown");
    }

    /** When {@code drain-timeout} has passed. */
    @ParameterizedTest
    @EnumSource
    void aClientStillConnectedAtTheEndIsToldAndLeavesNoWill(ProtocolVersion version) {
        TestClient told =
                proxy.connect(Connect.of(version, "told").will("w", 0, "bye")).publishes(1, 1, "a", "one");
        proxy.drain();
        TestClient late = proxy.connect(Connect.of(version, "late").will("w", 0, "bye"));
        TestClient nobody = proxy.open(version);

        proxy.tail().loops().forEach(ConnectionLoop::stop);
        proxy.runTasks();

        assertEquals(List.of("one"), proxy.sink.pending());
        for (TestClient client : List.of(told, late)) {
            if (version.isMqtt5()) {
                assertEquals(0x8B, client.receivedDisconnect());
            }
        }
        assertEquals(3, proxy.disconnects("server-shutdown"));
        proxy.advance(Duration.ofSeconds(2));
        for (TestClient client : List.of(told, late, nobody)) {
            assertFalse(client.channel.isOpen());
        }
    }

    @Test
    void aClientThatVanishesDuringTheDrainLeavesItsWill() {
        TestClient client =
                proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "device").will("w", 0, "bye"));
        proxy.sink.backPressureOn("a");
        client.publishes(0, 0, "a", "zero").vanishes();

        proxy.tail().loops().forEach(ConnectionLoop::stop);
        proxy.runTasks();

        assertEquals(List.of("bye"), proxy.sink.pending());
        assertEquals(1, proxy.losses(FailureReason.STALLED));
        client.assertClosed("client-gone");
    }

    @Test
    void onlyTheRequestedNumberOfConnectionsBeginsToEnd() {
        for (int device = 0; device < 5; device++) {
            proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "device" + device)).publishes(1, 1, "a", "p");
        }
        ConnectionLoop loop = proxy.tail().loops().iterator().next();

        assertEquals(2, loop.drain(2));
        assertEquals(2, loop.drain(2));
        proxy.sink.storeAll();
        proxy.runTasks();

        assertEquals(4, proxy.disconnects("server-shutdown"), "those that are ending already do not count again");
        assertEquals(1, loop.drain(2));
    }
}
