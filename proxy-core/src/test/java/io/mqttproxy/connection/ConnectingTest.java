package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.CONNACK_3;
import static io.mqttproxy.connection.Received.puback;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.mqttproxy.security.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the open socket to CONNACK (MQTT 5.0 sections 3.1 and 3.2). */
class ConnectingTest {
    private static final ProtocolVersion MQTT_5 = ProtocolVersion.MQTT_5;
    private static final ProtocolVersion MQTT_3_1_1 = ProtocolVersion.MQTT_3_1_1;

    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MQTT_5")
    void mqtt3IsLetInWithoutASession(ProtocolVersion version) {
        TestClient client = proxy.open(version);

        client.sends(Connect.of(version, "device").keepSession().bytes());

        assertEquals(List.of(CONNACK_3), client.received());
        assertEquals(1, connections(version));
    }

    @Test
    void aClientIdThatIsTooLongIsRefusedAsTheVersionAllows() {
        proxy.packetLimits(limits -> limits.withMaxClientIdLength(23));
        TestClient accepted = proxy.open(MQTT_3_1_1);
        TestClient refused3 = proxy.open(MQTT_3_1_1);
        TestClient refused5 = proxy.open(MQTT_5);

        accepted.sends(Connect.of(MQTT_3_1_1, "x".repeat(23)).bytes());
        refused3.sends(Connect.of(MQTT_3_1_1, "x".repeat(22) + "ü").bytes());
        refused5.sends(Connect.of(MQTT_5, "x".repeat(24)).bytes());

        assertEquals(CONNACK_3, accepted.receivedOne());
        assertEquals("20020002", refused3.receivedOne());
        assertEquals("2003008500", refused5.receivedOne());
        assertEquals(2, proxy.disconnects("connect-refused"));
        assertEquals(1, answers("accepted"));
        assertEquals(2, answers("client-id-too-long"));
    }

    @Test
    void mqtt5IsToldTheLimits() {
        proxy.inflightLimits(limits -> limits.withReceiveMaximum(100))
                .packetLimits(limits -> limits.withTopicAliasMaximum(16));
        TestClient client = proxy.open(MQTT_5);

        client.sends(Connect.of(MQTT_5, "device").sessionExpiry(60).bytes());

        String connack = client.receivedOne();
        assertEquals("0000", connack.substring(4, 8));
        assertTrue(connack.contains("2700040000"), "Maximum Packet Size");
        assertTrue(connack.contains("210064"), "Receive Maximum");
        assertTrue(connack.contains("220010"), "Topic Alias Maximum");
        assertTrue(connack.contains("1100000000"), "Session Expiry Interval 0: nothing is kept");
        assertTrue(connack.contains("2800"), "no wildcard subscriptions");
        assertTrue(connack.contains("2900"), "no subscription identifiers");
        assertTrue(connack.contains("2a00"), "no shared subscriptions");
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionWithoutConnectEndsAfterConnectTimeout(ProtocolVersion version) {
        TestClient client = proxy.open(version);

        proxy.advance(Duration.ofSeconds(9));
        assertTrue(client.channel.isOpen());
        proxy.advance(Duration.ofSeconds(2));

        client.assertClosed("connect-timeout");
        assertEquals(List.of(), client.received());
    }

    @Test
    void anIncompleteConnectEndsAfterConnectTimeoutToo() {
        TestClient client = proxy.open(MQTT_3_1_1);

        for (int second = 0; second < 9; second++) {
            client.sends(Wire.bytes(second == 0 ? 0x10 : 0x20));
            proxy.advance(Duration.ofSeconds(1));
        }
        proxy.advance(Duration.ofSeconds(2));

        client.assertClosed("connect-timeout");
    }

    @ParameterizedTest
    @EnumSource
    void anyOtherFirstPacketEndsTheConnectionWithoutAnAnswer(ProtocolVersion version) {
        TestClient client = proxy.open(version);

        client.sends(client.publish(0, 0, "a", "p"));

        assertEquals(List.of(), client.received());
        client.assertClosed("protocol-error");
    }

    @ParameterizedTest
    @EnumSource
    void aSecondConnectIsAProtocolError(ProtocolVersion version) {
        TestClient client = proxy.connect(version);

        client.sends(Connect.of(version, "device").bytes());

        if (version == MQTT_5) {
            assertEquals(0x82, client.receivedDisconnect());
        }
        client.assertClosed("protocol-error");
    }

    @Test
    void anUnknownProtocolLevelIsAnsweredInTheFormatOfMqtt311() {
        TestClient client = proxy.open(MQTT_3_1_1);

        client.sends(Wire.packet(0x10, Wire.string("MQTT"), Wire.bytes(6, 2), Wire.twoBytes(0), Wire.string("c")));

        assertEquals(List.of("20020001"), client.received());
        client.assertClosed("unsupported-protocol-version");
    }

    @Test
    void aMalformedConnectOfMqtt5IsAnsweredWithTheReason() {
        TestClient client = proxy.open(MQTT_5);

        client.sends(
                Wire.packet(0x10, Wire.string("MQTT"), Wire.bytes(5, 3), Wire.twoBytes(0), Wire.bytes(0, 0, 1, 'c')));

        assertEquals(List.of("2003008100"), client.received());
        client.assertClosed("malformed-packet");
        assertEquals(1, answers("malformed"));
    }

    @Test
    void aMalformedConnectOfMqtt3IsNotAnswered() {
        TestClient client = proxy.open(MQTT_3_1_1);

        client.sends(Wire.packet(0x10, Wire.string("MQTT"), Wire.bytes(4, 3), Wire.twoBytes(0), Wire.string("c")));

        assertEquals(List.of(), client.received());
        client.assertClosed("malformed-packet");
    }

    // Client identifiers.

    @Test
    void mqtt311WithCleanSessionMayLeaveOutTheClientId() {
        proxy.connect(Connect.of(MQTT_3_1_1, "")).publishes(1, 1, "a", "one");
        proxy.sink.storeAll();

        String assigned = proxy.sink.storedPublications().get(0).origin().clientId();
        assertFalse(assigned.isEmpty());
    }

    @Test
    void mqtt311WithASessionMustHaveAClientId() {
        refused(Connect.of(MQTT_3_1_1, "").keepSession(), "20020002");
    }

    @Test
    void mqtt31MustAlwaysHaveAClientId() {
        refused(Connect.of(ProtocolVersion.MQTT_3_1, ""), "20020002");

        assertEquals(1, answers("client-id-rejected"));
    }

    @Test
    void mqtt5IsToldTheAssignedClientId() {
        String first = assignedClientId();
        String second = assignedClientId();

        assertNotEquals(first, second);
    }

    private String assignedClientId() {
        TestClient client = proxy.open(MQTT_5);
        client.sends(Connect.of(MQTT_5, "").keepSession().bytes());
        String connack = client.receivedOne();
        client.publishes(1, 1, "a", "one");
        String assigned = String.valueOf(registeredName());
        assertTrue(connack.contains("120024" + hex(assigned)), "Assigned Client Identifier");
        return assigned;
    }

    private String registeredName() {
        proxy.sink.storeAll();
        proxy.runTasks();
        var stored = proxy.sink.storedPublications();
        return stored.get(stored.size() - 1).origin().clientId();
    }

    // Authentication.

    @ParameterizedTest
    @EnumSource
    void badCredentialsAreRefused(ProtocolVersion version) {
        proxy.authenticator.refuse(Refusal.BAD_CREDENTIALS);
        TestClient client = proxy.open(version);

        client.sends(Connect.of(version, "device").credentials("u", "p").bytes());

        assertEquals(List.of(version == MQTT_5 ? "2003008600" : "20020004"), client.received());
        client.assertClosed("connect-refused");
        assertEquals(1, answers("bad-credentials"));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsReadWhileCredentialsAreChecked(ProtocolVersion version) {
        proxy.authenticator.answerLater();
        TestClient client = proxy.open(version);

        client.sends(Connect.of(version, "device").bytes(), client.publish(1, 1, "a", "one"), TestClient.pingreq());

        assertFalse(client.isRead());
        assertEquals(List.of(), client.received());
        assertEquals(List.of(), proxy.sink.pending());
    }

    @ParameterizedTest
    @EnumSource
    void packetsThatCameWithConnectAreHandledOnceTheClientIsLetIn(ProtocolVersion version) {
        proxy.authenticator.answerLater();
        TestClient client = proxy.open(version);
        client.sends(Connect.of(version, "device").bytes(), client.publish(1, 1, "a", "one"));

        proxy.authenticator.answer();
        proxy.runTasks();
        proxy.sink.store("one");
        proxy.runTasks();

        assertTrue(client.isRead());
        List<String> received = client.received();
        assertEquals(2, received.size());
        assertEquals(puback(1), received.get(1));
    }

    @ParameterizedTest
    @EnumSource
    void packetsThatCameWithConnectAreDiscardedWhenTheClientIsRefused(ProtocolVersion version) {
        proxy.authenticator.refuse(Refusal.NOT_AUTHORIZED);
        proxy.authenticator.answerLater();
        TestClient client = proxy.open(version);
        client.sends(Connect.of(version, "device").bytes(), client.publish(1, 1, "a", "one"));

        proxy.authenticator.answer();
        proxy.runTasks();

        assertEquals(List.of(version == MQTT_5 ? "2003008700" : "20020005"), client.received());
        assertEquals(List.of(), proxy.sink.pending());
        client.assertClosed("connect-refused");
    }

    @Test
    void anAuthenticatorThatDoesNotAnswerTimesOut() {
        proxy.authenticator.answerLater();
        TestClient client = proxy.open(MQTT_5);
        client.sends(Connect.of(MQTT_5, "device").bytes());

        proxy.advance(Duration.ofSeconds(11));
        client.assertClosed("connect-timeout");
        proxy.authenticator.answer();
        proxy.runTasks();

        assertEquals(0, connections(MQTT_5), "an answer that comes late lets nobody in");
    }

    @Test
    void anAnswerForAClientThatIsGoneIsIgnored() {
        proxy.authenticator.answerLater();
        TestClient client = proxy.open(MQTT_5);
        client.sends(Connect.of(MQTT_5, "device").bytes()).vanishes();

        proxy.authenticator.answer();
        proxy.runTasks();

        assertEquals(0, connections(MQTT_5));
        client.assertClosed("client-gone");
    }

    @Test
    void leavingBeforeConnectHasAReasonOfItsOwn() {
        TestClient client = proxy.open(MQTT_5).vanishes();

        client.assertClosed("gone-before-connect");
        assertEquals(0, proxy.disconnects("client-gone"));
    }

    @Test
    void leavingWhileBeingAuthenticatedCountsAsClientGone() {
        proxy.authenticator.answerLater();
        TestClient client = proxy.open(MQTT_5);

        client.sends(Connect.of(MQTT_5, "device").bytes(), client.publish(0, 0, "a", "zero"))
                .vanishes();

        client.assertClosed("client-gone");
    }

    @Test
    void anAuthenticatorThatFailsRefusesTheClient() {
        proxy.authenticator.answerLater();
        TestClient client = proxy.open(MQTT_5);
        client.sends(Connect.of(MQTT_5, "device").bytes());

        proxy.authenticator.breakDown(new IllegalStateException("broken"));
        proxy.runTasks();

        client.assertClosed("internal-error");
        assertEquals(0, connections(MQTT_5));
    }

    @Test
    void enhancedAuthenticationIsNotOffered() {
        refused(Connect.of(MQTT_5, "device").authenticationMethod("SCRAM"), "2003008c00");
    }

    @Test
    void aConnectionEndsWhenItsCredentialsExpire() {
        proxy.authenticator.accept(new Identity("user", Set.of(), Instant.now().plus(Duration.ofSeconds(60))));
        TestClient client = proxy.connect(MQTT_5);

        proxy.advance(Duration.ofSeconds(55));
        assertTrue(client.channel.isOpen());
        proxy.advance(Duration.ofSeconds(7));

        assertEquals(0xA0, client.receivedDisconnect());
        client.assertClosed("credentials-expired");
    }

    @Test
    void credentialsThatNeverExpireOrOnlyInAMillenniumDoNotEndTheConnection() {
        proxy.authenticator.accept(new Identity("user", Set.of(), Instant.MAX));
        TestClient client = proxy.connect(MQTT_5);

        proxy.advance(Duration.ofHours(1));

        client.assertOpen();
    }

    // Maximum Packet Size of the client.

    @Test
    void aClientThatHasNoRoomForConnackIsClosed() {
        TestClient client = proxy.open(MQTT_5);

        client.sends(Connect.of(MQTT_5, "device").maximumPacketSize(10).bytes());

        assertEquals(List.of(), client.received());
        client.assertClosed("connect-refused");
        assertEquals(1, answers("maximum-packet-size-too-small"));
    }

    @Test
    void aRefusalIsSentIfItFitsTheClientsMaximumPacketSize() {
        proxy.authenticator.refuse(Refusal.BAD_CREDENTIALS);
        refused(Connect.of(MQTT_5, "device").maximumPacketSize(10), "2003008600");
    }

    @Test
    void aDisconnectThatWouldBeTooLargeLeavesOutItsReasonString() {
        TestClient client = proxy.connect(Connect.of(MQTT_5, "device").maximumPacketSize(30));

        client.sends(client.publishWithAlias(1, "", 7, "p"));

        String disconnect = client.receivedOne();
        assertTrue(disconnect.length() / 2 <= 30, disconnect);
        assertEquals("e0", disconnect.substring(0, 2));
        assertEquals("82", disconnect.substring(4, 6));
    }

    private void refused(Connect connect, String connack) {
        TestClient client = proxy.open(connect.version);
        client.sends(connect.bytes());
        assertEquals(List.of(connack), client.received());
        client.assertClosed("connect-refused");
    }

    private double answers(String result) {
        return proxy.counter("mqtt.proxy.connects", "result", result);
    }

    private double connections(ProtocolVersion version) {
        return proxy.meters.find("mqtt.proxy.connections").tag("version", version.toString()).gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .sum();
    }

    private static String hex(String text) {
        StringBuilder hex = new StringBuilder();
        for (byte octet : Wire.utf8(text)) {
            hex.append("%02x".formatted(octet));
        }
        return hex.toString();
    }
}
