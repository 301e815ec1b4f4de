package io.mqttproxy.mqtt;

import static io.mqttproxy.mqtt.Malformed.MALFORMED_PACKET;
import static io.mqttproxy.mqtt.Malformed.UNSUPPORTED_VERSION;
import static io.mqttproxy.mqtt.Malformed.assertRefused;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_3_1;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_5;
import static io.mqttproxy.mqtt.TestClient.decodeConnect;
import static io.mqttproxy.mqtt.TestClient.refused;
import static io.mqttproxy.mqtt.Wire.binary;
import static io.mqttproxy.mqtt.Wire.bytes;
import static io.mqttproxy.mqtt.Wire.connect;
import static io.mqttproxy.mqtt.Wire.join;
import static io.mqttproxy.mqtt.Wire.packet;
import static io.mqttproxy.mqtt.Wire.string;
import static io.mqttproxy.mqtt.Wire.twoBytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 3.1 of MQTT 5.0 and MQTT 3.1.1 without properties and will. */
class ConnectTest {
    private static final int CLEAN = 0b0000_0010;
    private static final int PASSWORD = 0b0100_0000;
    private static final int USER_NAME = 0b1000_0000;

    /** [MQTT-3.1.3-1], [MQTT-3.1.3-3] of both versions: every field, in its order. */
    @ParameterizedTest
    @EnumSource
    void everyFieldIsRead(ProtocolVersion version) {
        ConnectPacket packet = decodeConnect(connect(
                version, CLEAN | USER_NAME | PASSWORD, string("device"), string("user"), binary(bytes(0, 255))));

        assertEquals(version, packet.version());
        assertEquals("device", packet.clientId());
        assertTrue(packet.cleanStart());
        assertEquals(60, packet.keepAliveSeconds());
        assertEquals("user", packet.username());
        assertArrayEquals(bytes(0, 255), packet.password());
        assertNull(packet.will());
    }

    @ParameterizedTest
    @EnumSource
    void absentFieldsHaveTheDefaultsOfTheStandard(ProtocolVersion version) {
        ConnectPacket packet = decodeConnect(connect(version, 0, string("device")));

        assertFalse(packet.cleanStart());
        assertNull(packet.username());
        assertNull(packet.password());
        assertEquals(0, packet.sessionExpirySeconds());
        assertEquals(0, packet.maximumPacketSize());
        assertNull(packet.authenticationMethod());
        assertTrue(packet.userProperties().isEmpty());
    }

    /** [MQTT-3.1.2-1] of both versions. */
    @ParameterizedTest
    @ValueSource(strings = {"", "mqtt", "MQTT ", "MQTTX", "MQIsd", "HTTP"})
    void anotherProtocolNameIsMalformed(String name) {
        MalformedPacket verdict =
                refused(packet(Wire.CONNECT, string(name), bytes(4, CLEAN), twoBytes(0), string("c")));

        assertRefused(MALFORMED_PACKET, "[MQTT-3.1.2-1]", verdict);
        assertNull(verdict.version());
    }

    /** [MQTT-3.1.2-2] of both versions; the rest of such a packet may have any content. */
    @ParameterizedTest
    @CsvSource({"MQTT,0", "MQTT,3", "MQTT,6", "MQTT,133", "MQTT,131", "MQIsdp,4", "MQIsdp,5", "MQIsdp,132"})
    void anotherProtocolLevelIsUnsupported(String name, int level) {
        MalformedPacket verdict = refused(packet(Wire.CONNECT, string(name), bytes(level, 0xFF)));

        assertRefused(UNSUPPORTED_VERSION, "[MQTT-3.1.2-2]", verdict);
        assertEquals("CONNECT", verdict.packet());
        assertNull(verdict.version());
    }

    @ParameterizedTest
    @CsvSource({"MQIsdp,131,MQTT_3_1", "MQTT,132,MQTT_3_1_1"})
    void theBridgeBitOfMosquittoIsAccepted(String name, int level, ProtocolVersion version) {
        ConnectPacket packet =
                decodeConnect(packet(Wire.CONNECT, string(name), bytes(level, CLEAN), twoBytes(0), string("bridge")));

        assertEquals(version, packet.version());
    }

    /** [MQTT-3.1.2-3] of both versions. */
    @Test
    void aReservedConnectFlagIsMalformed() {
        MalformedPacket verdict = refused(connect(MQTT_3_1_1, 0b11, string("c")));

        assertRefused(MALFORMED_PACKET, "[MQTT-3.1.2-3]", verdict);
        assertEquals(MQTT_3_1_1, verdict.version());
        assertRefused(MALFORMED_PACKET, "[MQTT-3.1.2-3]", refused(connect(MQTT_5, 0b11, string("c"))));
    }

    /** MQTT 3.1 section 3.1: the bit is unused, not reserved. */
    @Test
    void theUnusedConnectFlagOfMqtt31IsIgnored() {
        assertEquals("c", decodeConnect(connect(MQTT_3_1, 0b11, string("c"))).clientId());
    }

    /** MQTT 3.1.1 [MQTT-3.1.2-22]. */
    @Test
    void aPasswordWithoutUserNameIsMalformedBeforeMqtt5() {
        for (ProtocolVersion version : new ProtocolVersion[] {MQTT_3_1, MQTT_3_1_1}) {
            MalformedPacket verdict = refused(connect(version, PASSWORD, string("c"), string("secret")));

            assertRefused(MALFORMED_PACKET, "[MQTT-3.1.2-22 of MQTT 3.1.1]", verdict);
            assertFalse(verdict.problem().contains("secret"));
        }
    }

    /** MQTT 5.0 section 3.1.2.9. */
    @Test
    void aPasswordWithoutUserNameIsAcceptedInMqtt5() {
        ConnectPacket packet = decodeConnect(connect(MQTT_5, PASSWORD, string("c"), string("token")));

        assertNull(packet.username());
        assertArrayEquals(Wire.text("token"), packet.password());
    }

    /** [MQTT-3.1.2-17] and [MQTT-3.1.2-19], MQTT 3.1.1 [MQTT-3.1.2-19] and [MQTT-3.1.2-21]. */
    @Test
    void aFlagWithoutItsFieldIsMalformed() {
        for (ProtocolVersion version : new ProtocolVersion[] {MQTT_3_1_1, MQTT_5}) {
            assertRefused(MALFORMED_PACKET, "ends within user name", refused(connect(version, USER_NAME, string("c"))));
            assertRefused(
                    MALFORMED_PACKET,
                    "ends within password",
                    refused(connect(version, USER_NAME | PASSWORD, string("c"), string("user"))));
        }
    }

    /** [MQTT-3.1.2-16] and [MQTT-3.1.2-18], MQTT 3.1.1 [MQTT-3.1.2-18] and [MQTT-3.1.2-20]. */
    @ParameterizedTest
    @EnumSource
    void aFieldWithoutItsFlagIsMalformed(ProtocolVersion version) {
        byte[] userName = connect(version, CLEAN, string("c"), string("user"));
        byte[] password = connect(version, USER_NAME, string("c"), string("user"), string("password"));

        assertRefused(MALFORMED_PACKET, "6 bytes left over", refused(userName));
        assertRefused(MALFORMED_PACKET, "10 bytes left over", refused(password));
    }

    /** MQTT 3.1 section 3.1: the remaining length takes precedence over the flags. */
    @Test
    void mqtt31MayLeaveOutUserNameAndPasswordInSpiteOfTheFlags() {
        ConnectPacket neither = decodeConnect(connect(MQTT_3_1, USER_NAME | PASSWORD, string("c")));
        ConnectPacket nameOnly = decodeConnect(connect(MQTT_3_1, USER_NAME | PASSWORD, string("c"), string("user")));

        assertNull(neither.username());
        assertNull(neither.password());
        assertEquals("user", nameOnly.username());
        assertNull(nameOnly.password());
    }

    /** [MQTT-3.1.3-4], [MQTT-3.1.3-12], MQTT 3.1.1 [MQTT-3.1.3-4] and [MQTT-3.1.3-11]. */
    @ParameterizedTest
    @EnumSource
    void clientIdentifierAndUserNameMustBeUtf8(ProtocolVersion version) {
        byte[] illFormed = binary(bytes(0xC0, 0x80));

        assertRefused(MALFORMED_PACKET, "client identifier is not", refused(connect(version, CLEAN, illFormed)));
        assertRefused(
                MALFORMED_PACKET, "user name is not", refused(connect(version, USER_NAME, string("c"), illFormed)));
    }

    /** [MQTT-3.1.3-5] of both versions, and any other that is UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdefghijklm", "ABCDEFGHIJKLMNOPQRSTUVWXYZ-/+# \u00E4", "x"})
    void clientIdentifiersOfAnyLengthAndCharacterAreRead(String clientId) {
        for (ProtocolVersion version : ProtocolVersion.values()) {
            assertEquals(
                    clientId,
                    decodeConnect(connect(version, CLEAN, string(clientId))).clientId());
        }
    }

    /** [MQTT-3.1.3-6]; MQTT 3.1.1 [MQTT-3.1.3-8] asks for an answer, so the decoder lets it through. */
    @ParameterizedTest
    @EnumSource
    void anEmptyClientIdentifierIsPassedOn(ProtocolVersion version) {
        assertEquals("", decodeConnect(connect(version, 0, string(""))).clientId());
    }

    /** [MQTT-3.1.4-1] of both versions. */
    @Test
    void aConnectThatEndsEarlyIsMalformed() {
        byte[] body = join(Wire.connectHeader(MQTT_3_1_1, CLEAN), string("device"));
        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);

            assertRefused(MALFORMED_PACKET, "packet ends within", refused(packet(Wire.CONNECT, cut)));
        }
    }

    @Test
    void theTextOfAConnectContainsNoSecrets() {
        String text = decodeConnect(
                        connect(MQTT_5, USER_NAME | PASSWORD, string("c"), string("user"), string("secret")))
                .toString();

        assertEquals("CONNECT[5.0, client id 'c']", text);
    }
}
