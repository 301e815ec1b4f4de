package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.puback;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.publish.FailureReason;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Product contract: the operator's or Kafka's trouble is never acknowledged, neither way, so that the device keeps its
 * message.
 */
class NotStoredTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    static Stream<FailureReason> transientReasons() {
        return Arrays.stream(FailureReason.values()).filter(reason -> !reason.isPermanent());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MQTT_5")
    void mqtt3IsClosedWithoutAnAck(ProtocolVersion version) {
        TestClient client = proxy.connect(version).publishes(1, 1, "a", "one");

        fails("one", FailureReason.KAFKA_TIMEOUT);

        assertEquals(List.of(), client.received());
        client.assertClosed("not-stored");
        assertEquals(1, proxy.failures(FailureReason.KAFKA_TIMEOUT));
    }

    @ParameterizedTest
    @MethodSource("transientReasons")
    void mqtt5IsToldWhyInDisconnectAndNeverInPuback(FailureReason reason) {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5).publishes(1, 1, "a", "one");

        fails("one", reason);

        assertEquals(reason.reasonCode(), client.receivedDisconnect());
        client.assertClosed("not-stored");
    }

    @ParameterizedTest
    @MethodSource("transientReasons")
    void theReasonCodeIsAllowedInDisconnect(FailureReason reason) {
        assertEquals(true, List.of(0x83, 0x89).contains(reason.reasonCode()), () -> reason.text() + " has another");
    }

    @ParameterizedTest
    @EnumSource
    void qos2GetsNoPubrecEither(ProtocolVersion version) {
        TestClient client = proxy.connect(version).publishes(2, 1, "a", "one");

        fails("one", FailureReason.KAFKA_NOT_ENOUGH_REPLICAS);

        assertEquals(
                List.of(),
                client.received().stream()
                        .filter(packet -> packet.startsWith("5"))
                        .toList());
        client.assertClosed("not-stored");
    }

    @ParameterizedTest
    @EnumSource
    void earlierStoredPublishesAreAcknowledgedFirst(ProtocolVersion version) {
        TestClient client = proxy.connect(version)
                .publishes(1, 1, "a", "one")
                .publishes(1, 2, "a", "two")
                .publishes(1, 3, "a", "three");

        proxy.sink.store("three");
        proxy.sink.store("one");
        fails("two", FailureReason.KAFKA_TIMEOUT);

        List<String> received = client.received();
        assertEquals(puback(1), received.get(0));
        assertEquals(
                1, received.stream().filter(packet -> packet.startsWith("40")).count(), received::toString);
        client.assertClosed("not-stored");
    }

    /** The batch that brings the failure also makes room, so the parked publish is retried first. */
    @ParameterizedTest
    @EnumSource
    void theyAreAlsoAcknowledgedFirstWhenAParkedPublishIsTakenInTheSameBatch(ProtocolVersion version) {
        TestClient client = proxy.connect(version).publishes(1, 1, "a", "one").publishes(1, 2, "a", "two");
        proxy.sink.backPressure(true);
        client.publishes(1, 3, "a", "three");

        proxy.sink.backPressure(false);
        proxy.sink.store("one");
        fails("two", FailureReason.KAFKA_TIMEOUT);

        assertEquals(puback(1), client.received().get(0));
        client.assertClosed("not-stored");
    }

    @ParameterizedTest
    @EnumSource
    void qos0IsCountedAndTheConnectionLives(ProtocolVersion version) {
        TestClient client = proxy.connect(version).publishes(0, 0, "a", "zero");

        fails("zero", FailureReason.KAFKA_UNREACHABLE);

        client.assertOpen();
        assertEquals(1, proxy.losses(FailureReason.KAFKA_UNREACHABLE));
        assertEquals(List.of(), client.received());
    }

    @Test
    void anOutcomeAfterTheEndChangesNothing() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5)
                .publishes(1, 1, "a", "one")
                .publishes(1, 2, "a", "two");
        fails("one", FailureReason.KAFKA_TIMEOUT);
        client.received();

        proxy.sink.store("two");
        proxy.runTasks();

        assertEquals(List.of(), client.received());
        client.assertClosed("not-stored");
    }

    private void fails(String payload, FailureReason reason) {
        proxy.sink.fail(payload, reason);
        proxy.runTasks();
    }
}
