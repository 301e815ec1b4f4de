package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.Routing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a will is published, and when not (MQTT 5.0 sections 3.1.2.5 and 3.1.3.2.2). */
class WillPublishingTest {
    private static final ProtocolVersion MQTT_5 = ProtocolVersion.MQTT_5;
    private static final int DELAY = 60;

    /** There is memory for as many when {@code receive-memory} is 4 MB. */
    private static final int LARGE_WILLS = 8;

    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource
    void theWillOfAClientThatVanishesIsPublished(ProtocolVersion version) {
        connect(version).vanishes();

        assertEquals(List.of("bye"), proxy.sink.pending());
        proxy.sink.store("bye");
        Publication will = proxy.sink.storedPublications().get(0);
        assertTrue(will.will());
        assertEquals("wills/device", will.destination().mqttTopic());
        assertEquals("device", will.origin().clientId());
        assertEquals(1, will.qos().level());
    }

    @ParameterizedTest
    @EnumSource
    void theWillIsRetainedOnlyIfItsFlagSaysSo(ProtocolVersion version) {
        connect(version).vanishes();
        proxy.connect(will(version).retainWill()).vanishes();
        proxy.sink.storeAll();

        assertEquals(
                List.of(false, true),
                proxy.sink.storedPublications().stream()
                        .map(Publication::retain)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void aClientWithoutAWillLeavesNothing(ProtocolVersion version) {
        proxy.connect(version).vanishes();

        assertEquals(List.of(), proxy.sink.pending());
    }

    @ParameterizedTest
    @EnumSource
    void disconnectTakesTheWillBack(ProtocolVersion version) {
        connect(version).sends(TestClient.disconnect()).vanishes();

        assertEquals(List.of(), proxy.sink.pending());
    }

    @ParameterizedTest
    @EnumSource
    void aResetAfterDisconnectDoesNotPublishTheWill(ProtocolVersion version) {
        TestClient client = connect(version);
        proxy.sink.backPressure(true);
        client.sends(client.publish(0, 0, "a", "zero"), TestClient.disconnect()).resets();

        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));

        assertEquals(List.of("zero"), proxy.sink.pending());
    }

    @ParameterizedTest
    @EnumSource
    void disconnectTakesItBackAlsoWhereItHadToWaitAndTheSocketIsReset(ProtocolVersion version) {
        proxy.inflightLimits(limits -> limits.withMaxInflight(1));
        TestClient client = connect(version);
        client.sends(client.publish(1, 1, "a", "one"), client.publish(1, 2, "a", "two"), TestClient.disconnect());

        client.resets();

        assertEquals(List.of("one"), proxy.sink.pending());
        client.assertClosed("client-disconnect");
    }

    @ParameterizedTest
    @EnumSource
    void whatCutsTheEndShortDoesNotBringItBack(ProtocolVersion version) {
        TestClient left = connect(version);
        TestClient told = proxy.connect(Connect.of(version, "other").will("wills/other", 1, "bye"));
        proxy.sink.backPressure(true);
        left.sends(left.publish(0, 0, "a", "zero"), TestClient.disconnect());
        told.publishes(0, 0, "a", "zero");
        proxy.drain();

        for (TestClient client : List.of(left, told)) {
            client.channel.pipeline().fireExceptionCaught(new IllegalStateException("a defect"));
        }
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));

        assertEquals(List.of(), proxy.sink.pending());
        left.assertClosed("client-disconnect");
        told.assertClosed("server-shutdown");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x04, 0x80, 0x81, 0x82, 0x93, 0x97})
    void disconnectWithAnyReasonButSuccessPublishesTheWill(int reasonCode) {
        connect(MQTT_5).sends(TestClient.disconnect(reasonCode));

        assertEquals(List.of("bye"), proxy.sink.pending());
    }

    @ParameterizedTest
    @EnumSource
    void aProtocolErrorPublishesTheWill(ProtocolVersion version) {
        connect(version).sends(Wire.bytes(0x40, 2, 0, 1));

        assertEquals(List.of("bye"), proxy.sink.pending());
    }

    @ParameterizedTest
    @EnumSource
    void aKeepAliveTimeoutPublishesTheWill(ProtocolVersion version) {
        proxy.connect(will(version).keepAlive(1));

        proxy.advance(Duration.ofSeconds(3));

        assertEquals(List.of("bye"), proxy.sink.pending());
    }

    @ParameterizedTest
    @EnumSource
    void aTakeOverPublishesTheWill(ProtocolVersion version) {
        connect(version);
        proxy.connect(version);
        proxy.runTasks();

        assertEquals(List.of("bye"), proxy.sink.pending());
    }

    @ParameterizedTest
    @EnumSource
    void theProxysOwnStopDoesNotPublishTheWill(ProtocolVersion version) {
        connect(version);

        proxy.drain();

        assertEquals(List.of(), proxy.sink.pending());
    }

    @Test
    void theWillOfAClientThatWasNotLetInIsNotPublished() {
        proxy.authenticator.answerLater();
        proxy.open(MQTT_5).sends(will(MQTT_5).bytes()).vanishes();

        assertEquals(List.of(), proxy.sink.pending());
    }

    // Delay.

    @Test
    void theWillWaitsForItsDelay() {
        proxy.connect(delayed()).vanishes();

        proxy.advance(Duration.ofSeconds(DELAY - 1));
        assertEquals(List.of(), proxy.sink.pending());
        proxy.advance(Duration.ofSeconds(2));

        assertEquals(List.of("bye"), proxy.sink.pending());
    }

    /** An eighth of {@code receive-memory}. */
    @Test
    void aWillWithoutMemoryDoesNotWaitUnlessItIsSmall() {
        proxy.inflightLimits(limits -> limits.withReceiveMemory(8 * 500_000));
        for (int i = 0; i < 9; i++) {
            proxy.connect(largeWill("large" + i).willDelay(DELAY).sessionExpiry(DELAY))
                    .vanishes();
        }
        assertEquals(1, proxy.sink.pending().size());

        proxy.connect(delayed()).vanishes();
        assertEquals(1, proxy.sink.pending().size());

        proxy.advance(Duration.ofSeconds(DELAY + 1));
        assertEquals(10, proxy.sink.pending().size());
        proxy.connect(largeWill("large").willDelay(DELAY).sessionExpiry(DELAY)).vanishes();
        assertEquals(10, proxy.sink.pending().size(), "there is memory again");
    }

    @Test
    void aWillWithoutMemoryDoesNotWaitForKafka() {
        proxy.inflightLimits(limits -> limits.withReceiveMemory(8 * 500_000));
        proxy.sink.backPressure(true);
        for (int i = 0; i < 9; i++) {
            proxy.connect(largeWill("large" + i)).vanishes();
        }
        assertEquals(1, proxy.losses(FailureReason.STALLED));

        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));
        assertEquals(8, proxy.sink.pending().size());
    }

    @Test
    void theMemoryIsFreeAgainWhenTheWillIsTakenBack() {
        proxy.inflightLimits(limits -> limits.withReceiveMemory(8 * 500_000));
        leaveDelayedLargeWills();
        for (int i = 0; i < LARGE_WILLS; i++) {
            proxy.connect(Connect.of(MQTT_5, "large" + i).keepSession());
        }
        proxy.runTasks();

        leaveDelayedLargeWills();
        assertEquals(List.of(), proxy.sink.pending());
    }

    @Test
    void theMemoryIsFreeAgainWhenTheWillIsLost() {
        proxy.inflightLimits(limits -> limits.withReceiveMemory(8 * 500_000));
        proxy.sink.backPressure(true);
        for (int i = 0; i < LARGE_WILLS; i++) {
            proxy.connect(largeWill("large" + i)).vanishes();
        }
        proxy.advance(DeliveryConfig.DEFAULTS.stallTimeout().plusSeconds(1));
        assertEquals(LARGE_WILLS, proxy.losses(FailureReason.STALLED));

        leaveDelayedLargeWills();
        assertEquals(LARGE_WILLS, proxy.losses(FailureReason.STALLED));
    }

    /** As many as there is memory for. */
    private void leaveDelayedLargeWills() {
        for (int i = 0; i < LARGE_WILLS; i++) {
            proxy.connect(largeWill("large" + i).willDelay(DELAY).sessionExpiry(DELAY))
                    .vanishes();
        }
    }

    @Test
    void noMoreWaitThanThereMayBeConnections() {
        proxy.connectionLimits(limits -> limits.withMaxConnections(2));
        proxy.sink.backPressure(true);
        for (int i = 0; i < 3; i++) {
            proxy.connect(Connect.of(MQTT_5, "small" + i).will("a", 0, "bye")).vanishes();
        }

        assertEquals(1, proxy.losses(FailureReason.STALLED));
    }

    @Test
    void theWillWaitsNoLongerThanTheSession() {
        proxy.connect(will(MQTT_5).willDelay(DELAY).sessionExpiry(5)).vanishes();

        proxy.advance(Duration.ofSeconds(6));

        assertEquals(List.of("bye"), proxy.sink.pending());
    }

    @Test
    void disconnectCanEndTheSessionAndWithItTheDelay() {
        proxy.connect(delayed()).sends(TestClient.disconnectWithSessionExpiry(0x04, 0));

        assertEquals(List.of("bye"), proxy.sink.pending());
    }

    @Test
    void aClientThatComesBackInTimeTakesTheWillBack() {
        proxy.connect(delayed()).vanishes();
        proxy.connect(Connect.of(MQTT_5, "device").keepSession());

        proxy.advance(Duration.ofSeconds(DELAY + 1));

        assertEquals(List.of(), proxy.sink.pending());
    }

    @Test
    void aClientThatStartsCleanEndsTheSessionAndWithItTheDelay() {
        proxy.connect(delayed()).vanishes();
        proxy.connect(Connect.of(MQTT_5, "device"));
        proxy.runTasks();

        assertEquals(List.of("bye"), proxy.sink.pending());
        proxy.advance(Duration.ofSeconds(DELAY + 1));
        assertEquals(List.of("bye"), proxy.sink.pending(), "only once");
    }

    @Test
    void aTakeOverThatContinuesTheSessionTakesTheWillBack() {
        proxy.connect(delayed());
        proxy.connect(Connect.of(MQTT_5, "device").keepSession());

        proxy.advance(Duration.ofSeconds(DELAY + 1));

        assertEquals(List.of(), proxy.sink.pending());
    }

    @Test
    void aTakeOverThatStartsCleanPublishesTheWillAtOnce() {
        proxy.connect(delayed());
        proxy.connect(Connect.of(MQTT_5, "device"));
        proxy.runTasks();

        assertEquals(List.of("bye"), proxy.sink.pending());
    }

    @Test
    void aConnectionThatEndsAfterALaterOneLeavesNoSecondWillToWait() {
        leaveTwoWills(delayed().keepSession());

        proxy.connect(Connect.of(MQTT_5, "device").keepSession());
        proxy.advance(Duration.ofSeconds(DELAY + 1));

        assertEquals(List.of("zero"), proxy.sink.pending());
    }

    @Test
    void theWillOfASessionThatALaterConnectionHasEndedIsPublishedAtOnce() {
        leaveTwoWills(delayed());

        assertEquals(List.of("zero", "bye"), proxy.sink.pending());
        proxy.advance(Duration.ofSeconds(DELAY + 1));
        assertEquals(List.of("zero", "bye", "bye"), proxy.sink.pending());
    }

    /** Two connections of one client vanish; the first still has something to store, and so it ends last. */
    private void leaveTwoWills(Connect second) {
        proxy.sink.backPressureOn("a");
        TestClient first = proxy.connect(delayed());
        first.publishes(0, 0, "a", "zero").vanishes();
        proxy.connect(second).vanishes();
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));
    }

    @Test
    void delayedWillsArePublishedWhenTheProxyStops() {
        proxy.connect(delayed()).vanishes();

        proxy.registry.publishDelayedWills();
        proxy.runTasks();

        assertEquals(List.of("bye"), proxy.sink.pending());
    }

    @Test
    void whileTheProxyStopsNoWillIsDelayed() {
        TestClient client = proxy.connect(delayed().keepSession());
        proxy.registry.publishDelayedWills();

        client.vanishes();

        assertEquals(List.of("bye"), proxy.sink.pending());
    }

    @Test
    void noMoreWillsWaitThanConnectionsAreAllowed() {
        proxy.connectionLimits(limits -> limits.withMaxConnections(2));
        for (int device = 0; device < 3; device++) {
            proxy.connect(Connect.of(MQTT_5, "device" + device)
                            .will("w", 0, "bye" + device)
                            .willDelay(DELAY)
                            .sessionExpiry(DELAY))
                    .vanishes();
        }

        assertEquals(List.of("bye2"), proxy.sink.pending());
    }

    // The way to Kafka.

    @Test
    void theWillIsOfferedAgainWhileKafkaCannotAcceptIt() {
        TestClient client = connect(MQTT_5);
        proxy.sink.backPressure(true);
        client.vanishes();

        proxy.advance(Duration.ofSeconds(1));
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));

        assertEquals(List.of("bye"), proxy.sink.pending());
    }

    @Test
    void manyWillsAreOfferedNoMoreOftenThanAFew() {
        proxy.sink.backPressure(true);
        for (int i = 0; i < 500; i++) {
            proxy.connect(Connect.of(MQTT_5, "device" + i).will("w", 0, "bye")).vanishes();
        }
        int before = proxy.sink.offers();
        proxy.advance(Duration.ofSeconds(1));

        assertTrue(proxy.sink.offers() - before <= 400, () -> "offers in a second: " + (proxy.sink.offers() - before));
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));
        assertEquals(500, proxy.sink.pending().size());
    }

    @Test
    void theWillIsLostAndCountedAfterStallTimeout() {
        TestClient client = connect(MQTT_5);
        proxy.sink.backPressure(true);
        client.vanishes();

        proxy.advance(DeliveryConfig.DEFAULTS.stallTimeout().plusSeconds(1));
        int offers = proxy.sink.offers();
        proxy.advance(Duration.ofSeconds(5));

        assertEquals(1, proxy.losses(FailureReason.STALLED));
        assertEquals(offers, proxy.sink.offers());
    }

    @Test
    void manyWillsAreLostInTime() {
        proxy.sink.backPressure(true);
        for (int i = 0; i < 500; i++) {
            proxy.connect(Connect.of(MQTT_5, "device" + i).will("w", 0, "bye")).vanishes();
        }

        proxy.advance(DeliveryConfig.DEFAULTS.stallTimeout().plusMillis(100));

        assertEquals(500, proxy.losses(FailureReason.STALLED));
    }

    @Test
    void theWillIsLostAndCountedWhenKafkaFails() {
        connect(MQTT_5).vanishes();

        proxy.sink.fail("bye", FailureReason.KAFKA_TIMEOUT);
        proxy.runTasks();

        assertEquals(1, proxy.losses(FailureReason.KAFKA_TIMEOUT));
    }

    @Test
    void theWillIsCheckedByTheAccessControlList() {
        TestClient client = connect(MQTT_5);
        proxy.authorizer((identity, clientId, topic) -> false);

        client.vanishes();

        assertEquals(List.of(), proxy.sink.pending());
        assertEquals(1, proxy.rejects(FailureReason.NOT_AUTHORIZED));
    }

    @Test
    void theWillCanBecomeADeadLetter() {
        TestClient client = proxy.deadLetters().connect(will(MQTT_5));
        proxy.router((topic, origin, qos, retain) -> new Routing.Rejected(FailureReason.NO_ROUTE));

        client.vanishes();
        proxy.sink.store("bye");

        Publication will = proxy.sink.storedPublications().get(0);
        assertEquals(TestProxy.DEAD_LETTERS, will.destination().kafkaTopic());
        assertEquals(FailureReason.NO_ROUTE, will.rejected());
    }

    @Test
    void aWillTooLargeForKafkaCanBecomeADeadLetter() {
        proxy.deadLetters().connect(will(MQTT_5)).vanishes();

        proxy.sink.fail("bye", FailureReason.RECORD_TOO_LARGE);
        proxy.runTasks();
        assertEquals(1, proxy.registry.unfinished());
        proxy.sink.store("bye");

        Publication will = proxy.sink.storedPublications().get(0);
        assertEquals(TestProxy.DEAD_LETTERS, will.destination().kafkaTopic());
        assertEquals(FailureReason.RECORD_TOO_LARGE, will.rejected());
        assertTrue(will.will());
        assertEquals(1, proxy.rejects(FailureReason.RECORD_TOO_LARGE));
    }

    @Test
    void aDeadLetterThatIsTooLargeTooIsLost() {
        proxy.deadLetters().connect(will(MQTT_5)).vanishes();

        for (int offer = 0; offer < 2; offer++) {
            proxy.sink.fail("bye", FailureReason.RECORD_TOO_LARGE);
            proxy.runTasks();
        }

        assertEquals(List.of(), proxy.sink.pending());
        assertEquals(1, proxy.rejects(FailureReason.RECORD_TOO_LARGE));
        assertEquals(1, proxy.losses(FailureReason.RECORD_TOO_LARGE));
    }

    @Test
    void aDeadLetterForAnotherReasonIsAbridgedWhenItIsTooLarge() {
        TestClient client = proxy.deadLetters().connect(will(MQTT_5));
        proxy.authorizer((identity, clientId, topic) -> false);
        client.vanishes();

        proxy.sink.fail("bye", FailureReason.RECORD_TOO_LARGE);
        proxy.runTasks();
        proxy.sink.store("bye");

        Publication will = proxy.sink.storedPublications().get(0);
        assertEquals(FailureReason.NOT_AUTHORIZED, will.rejected());
        assertTrue(will.abridged());
        assertEquals(0, proxy.losses(FailureReason.RECORD_TOO_LARGE));
    }

    @Test
    void withoutDeadLettersAWillThatIsTooLargeIsRejected() {
        connect(MQTT_5).vanishes();

        proxy.sink.fail("bye", FailureReason.RECORD_TOO_LARGE);
        proxy.runTasks();

        assertEquals(List.of(), proxy.sink.pending());
        assertEquals(1, proxy.rejects(FailureReason.RECORD_TOO_LARGE));
        assertEquals(0, proxy.registry.unfinished());
    }

    @Test
    void theWillCountsAsUnfinishedUntilItIsStored() {
        TestClient client = connect(MQTT_5);
        proxy.sink.backPressure(true);
        client.vanishes();
        assertEquals(1, proxy.registry.unfinished());

        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));
        assertEquals(1, proxy.registry.unfinished());
        proxy.sink.store("bye");

        assertEquals(0, proxy.registry.unfinished());
    }

    @Test
    void theWillNoLongerCountsAsUnfinishedWhenItIsLost() {
        TestClient client = connect(MQTT_5);
        proxy.sink.backPressure(true);
        client.vanishes();

        proxy.advance(DeliveryConfig.DEFAULTS.stallTimeout().plusSeconds(1));

        assertEquals(0, proxy.registry.unfinished());
    }

    private TestClient connect(ProtocolVersion version) {
        return proxy.connect(will(version));
    }

    private static Connect will(ProtocolVersion version) {
        return Connect.of(version, "device").will("wills/device", 1, "bye");
    }

    /** Its will waits a minute, and its session lasts longer than that. */
    private static Connect delayed() {
        return will(MQTT_5).willDelay(DELAY).sessionExpiry(2 * DELAY);
    }

    private static Connect largeWill(String clientId) {
        return Connect.of(MQTT_5, clientId).will("a", 0, "x".repeat(60_000));
    }
}
