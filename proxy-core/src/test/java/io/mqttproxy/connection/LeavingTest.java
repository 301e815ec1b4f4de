package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.puback;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import io.mqttproxy.publish.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client said before it left still counts. */
class LeavingTest {
    private static final Duration BACKSTOP = Duration.ofMillis(100);

    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource
    void disconnectClosesTheConnection(ProtocolVersion version) {
        TestClient client = proxy.connect(version);

        client.sends(TestClient.disconnect());

        assertFalse(client.channel.isOpen());
        client.assertClosed("client-disconnect");
    }

    @ParameterizedTest
    @MethodSource("endsOfTheSocket")
    void aParkedPublishIsStillStoredAfterDisconnect(ProtocolVersion version, Consumer<TestClient> endOfTheSocket) {
        TestClient client = proxy.connect(version);
        proxy.sink.backPressure(true);

        client.sends(client.publish(0, 0, "a", "zero"), TestClient.disconnect());
        endOfTheSocket.accept(client);
        assertEquals(List.of(), proxy.sink.pending());
        proxy.sink.backPressure(false);
        proxy.advance(BACKSTOP);

        assertEquals(List.of("zero"), proxy.sink.pending());
        client.assertClosed("client-disconnect");
    }

    /** It is reset as when a client closes it without having read its acknowledgements. */
    static Stream<Arguments> endsOfTheSocket() {
        List<Named<Consumer<TestClient>>> ends = List.of(
                named("stays", client -> {}),
                named("is gone", TestClient::vanishes),
                named("is reset", TestClient::resets));
        return Stream.of(ProtocolVersion.values())
                .flatMap(version -> ends.stream().map(end -> arguments(version, end)));
    }

    @ParameterizedTest
    @EnumSource
    void aParkedPublishOfAClientThatIsGoneIsGivenUpAfterStallTimeout(ProtocolVersion version) {
        TestClient client = proxy.connect(version);
        proxy.sink.backPressure(true);

        client.sends(client.publish(0, 0, "a", "zero")).vanishes();
        proxy.advance(DeliveryConfig.DEFAULTS.stallTimeout().plusSeconds(1));

        assertEquals(1, proxy.losses(FailureReason.STALLED));
        client.assertClosed("client-gone");
    }

    @ParameterizedTest
    @EnumSource
    void anAckForAClientThatIsGoneDoesNotEndTheWaitForItsParkedPublish(ProtocolVersion version) {
        TestClient client = proxy.connect(version).publishes(1, 1, "a", "one");
        proxy.sink.backPressure(true);
        client.publishes(0, 0, "a", "zero").vanishes();

        proxy.sink.store("one");
        proxy.runTasks();
        proxy.sink.backPressure(false);
        proxy.advance(BACKSTOP);

        assertEquals(List.of("zero"), proxy.sink.pending());
        client.assertClosed("client-gone");
    }

    @ParameterizedTest
    @EnumSource
    void qos0InTheBufferOfAClientThatIsGoneIsStored(ProtocolVersion version) {
        proxy.inflightLimits(limits -> limits.withMaxInflight(1));
        TestClient client = proxy.connect(version);
        client.sends(
                client.publish(0, 0, "a", "one"),
                client.publish(0, 0, "a", "two"),
                TestClient.pingreq(),
                client.publish(0, 0, "a", "three"));
        assertEquals(List.of("one"), proxy.sink.pending());

        client.vanishes();

        assertEquals(List.of("one", "two", "three"), proxy.sink.pending());
        client.assertClosed("client-gone");
    }

    @ParameterizedTest
    @EnumSource
    void bytesReceivedBeforeAResetStillCount(ProtocolVersion version) {
        proxy.inflightLimits(limits -> limits.withMaxInflight(1));
        TestClient client = proxy.connect(version);
        client.sends(client.publish(0, 0, "a", "one"), client.publish(0, 0, "a", "two"), TestClient.disconnect());

        client.resets();

        assertEquals(List.of("one", "two"), proxy.sink.pending());
        client.assertClosed("client-disconnect");
    }

    @ParameterizedTest
    @EnumSource
    void qos1InTheBufferOfAClientThatIsGoneIsLeftToTheClient(ProtocolVersion version) {
        proxy.inflightLimits(limits -> limits.withMaxInflight(1));
        TestClient client = proxy.connect(version);
        client.sends(client.publish(1, 1, "a", "one"), client.publish(1, 2, "a", "two"));

        client.vanishes();

        assertEquals(List.of("one"), proxy.sink.pending());
        client.assertClosed("client-gone");
    }

    @ParameterizedTest
    @EnumSource
    void qos0OfAClientThatIsGoneWaitsUntilKafkaAcceptsIt(ProtocolVersion version) {
        TestClient client = proxy.connect(version);
        proxy.sink.backPressure(true);
        client.sends(
                        client.publish(0, 0, "a", "one"),
                        client.publish(0, 0, "a", "two"),
                        client.publish(0, 0, "a", "three"),
                        TestClient.disconnect())
                .vanishes();

        proxy.sink.backPressure(false);
        proxy.advance(BACKSTOP);

        assertEquals(List.of("one", "two", "three"), proxy.sink.pending());
        assertEquals(0, proxy.losses(FailureReason.STALLED));
        client.assertClosed("client-disconnect");
    }

    @Test
    void publishesLeftByAClientCountAsReceiveMemory() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_3_1_1);
        proxy.sink.backPressure(true);
        client.sends(client.publish(0, 0, "a", "one"), client.publish(0, 0, "a", "two"))
                .vanishes();

        proxy.advance(Duration.ofSeconds(1));
        assertTrue(proxy.metrics.total(Count.RECEIVE_MEMORY) >= 1024);

        proxy.advance(DeliveryConfig.DEFAULTS.stallTimeout());
        assertEquals(0, proxy.metrics.total(Count.RECEIVE_MEMORY));
        assertEquals(2, proxy.losses(FailureReason.STALLED));
    }

    @Test
    void publishesLeftByAClientAreBoundedAndCounted() {
        proxy.inflightLimits(limits -> limits.withMaxInflight(1));
        TestClient client = proxy.connect(ProtocolVersion.MQTT_3_1_1);
        proxy.sink.backPressure(true);
        client.sends(
                client.publish(0, 0, "a", "one"), client.publish(0, 0, "a", "two"), client.publish(0, 0, "a", "three"));

        client.vanishes();

        assertEquals(2, proxy.losses(FailureReason.STALLED), "one may wait");
    }

    @Test
    void disconnectIsSeenWhenTheWindowOpens() {
        proxy.inflightLimits(limits -> limits.withMaxInflight(1));
        TestClient client = proxy.connect(ProtocolVersion.MQTT_3_1_1);
        client.sends(client.publish(1, 1, "a", "one"), client.publish(1, 2, "a", "two"), TestClient.disconnect());

        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(List.of("two"), proxy.sink.pending());
        client.assertClosed("client-disconnect");
        assertEquals(List.of(puback(1)), client.received());
    }

    @Test
    void disconnectMayNotSetASessionExpiryThatConnectDidNotHave() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

        client.sends(TestClient.disconnectWithSessionExpiry(0, 60));

        assertEquals(0x82, client.receivedDisconnect());
        client.assertClosed("protocol-error");
    }

    @Test
    void disconnectMayChangeTheExpiryOfASession() {
        TestClient client =
                proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "device").sessionExpiry(10));

        client.sends(TestClient.disconnectWithSessionExpiry(0, 60));

        client.assertClosed("client-disconnect");
    }

    @ParameterizedTest
    @EnumSource
    void packetsAfterDisconnectAreIgnored(ProtocolVersion version) {
        TestClient client = proxy.connect(version);

        client.sends(TestClient.disconnect(), client.publish(0, 0, "a", "zero"));

        assertEquals(List.of(), proxy.sink.pending());
        client.assertClosed("client-disconnect");
    }

    @ParameterizedTest
    @EnumSource
    void packetsAfterDisconnectAreIgnoredWhileAPublishIsParked(ProtocolVersion version) {
        TestClient client = proxy.connect(version);
        proxy.sink.backPressure(true);
        client.sends(client.publish(0, 0, "a", "zero"), TestClient.disconnect(), client.publish(0, 0, "a", "late"))
                .vanishes();

        proxy.sink.backPressure(false);
        proxy.advance(BACKSTOP);

        assertEquals(List.of("zero"), proxy.sink.pending());
        client.assertClosed("client-disconnect");
    }

    @Test
    void bytesThatArriveAfterTheConnectionHasEndedAreDiscarded() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        client.sends(client.pubrel(1), Wire.bytes(0x40, 2, 0, 1));
        client.received();
        assertTrue(client.isRead(), "so that the client's own close is noticed");

        client.sends(client.publish(0, 0, "a", "zero"));

        assertEquals(List.of(), proxy.sink.pending());
        assertEquals(List.of(), client.received());
    }
}
