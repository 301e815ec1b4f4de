package io.mqttproxy.mqtt;

import static io.mqttproxy.mqtt.Malformed.MALFORMED_PACKET;
import static io.mqttproxy.mqtt.Malformed.PROTOCOL_ERROR;
import static io.mqttproxy.mqtt.Malformed.assertRefused;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_5;
import static io.mqttproxy.mqtt.TestClient.decode;
import static io.mqttproxy.mqtt.TestClient.refused;
import static io.mqttproxy.mqtt.Wire.AUTH;
import static io.mqttproxy.mqtt.Wire.DISCONNECT;
import static io.mqttproxy.mqtt.Wire.NO_PROPERTIES;
import static io.mqttproxy.mqtt.Wire.PUBREL;
import static io.mqttproxy.mqtt.Wire.bytes;
import static io.mqttproxy.mqtt.Wire.fourBytes;
import static io.mqttproxy.mqtt.Wire.hex;
import static io.mqttproxy.mqtt.Wire.join;
import static io.mqttproxy.mqtt.Wire.packet;
import static io.mqttproxy.mqtt.Wire.properties;
import static io.mqttproxy.mqtt.Wire.string;
import static io.mqttproxy.mqtt.Wire.twoBytes;
import static io.mqttproxy.mqtt.Wire.userProperty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 3.4 to 3.7, 3.12, 3.14 and 3.15 of MQTT 5.0; 3.4 to 3.7, 3.12 and 3.14 of MQTT 3.1.1. */
class ReasonTest {
    private static final byte[] ID = twoBytes(513);
    private static final byte[] METHOD = join(bytes(0x15), string("m"));

    @ParameterizedTest
    @EnumSource
    void aPubrelIsRead(ProtocolVersion version) {
        assertEquals(
                513, decode(PubrelPacket.class, version, packet(PUBREL, ID)).packetId());
    }

    /** Section 3.6.2: reason code and properties may be left out from the end. */
    @Test
    void aPubrelOfMqtt5MayHaveAReasonCodeAndProperties() {
        byte[] properties = properties(join(bytes(0x1F), string("why")), userProperty("a", "1"));

        assertEquals(
                513,
                decode(PubrelPacket.class, MQTT_5, packet(PUBREL, ID, bytes(0))).packetId());
        assertEquals(
                513,
                decode(PubrelPacket.class, MQTT_5, packet(PUBREL, ID, bytes(0x92), NO_PROPERTIES))
                        .packetId());
        assertEquals(
                513,
                decode(PubrelPacket.class, MQTT_5, packet(PUBREL, ID, bytes(0x92), properties))
                        .packetId());
    }

    /** [MQTT-3.6.2-1] and [MQTT-3.7.2-1]. */
    @ParameterizedTest
    @ValueSource(ints = {PUBREL, 0x70})
    void pubrelAndPubcompHaveTwoReasonCodes(int type) {
        for (int code = 1; code < 256; code++) {
            if (code != 0x92) {
                assertRefused(PROTOCOL_ERROR, "reason code", refused(MQTT_5, packet(type, ID, bytes(code))));
            }
        }
    }

    /** [MQTT-3.4.2-1] and [MQTT-3.5.2-1]. */
    @ParameterizedTest
    @CsvSource({"0x40,PUBACK", "0x50,PUBREC"})
    void pubackAndPubrecHaveNineReasonCodes(int type, String name) {
        Set<Integer> legal = Set.of(0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99);
        for (int code = 0; code < 256; code++) {
            byte[] packet = packet(type, ID, bytes(code));
            if (legal.contains(code)) {
                assertEquals(
                        name, decode(UnexpectedPacket.class, MQTT_5, packet).name());
            } else {
                assertRefused(PROTOCOL_ERROR, "reason code", refused(MQTT_5, packet));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0x40,PUBACK", "0x50,PUBREC", "0x70,PUBCOMP"})
    void anAcknowledgementWithoutAPublishIsUnexpected(int type, String name) {
        assertEquals(
                name,
                decode(UnexpectedPacket.class, MQTT_3_1_1, packet(type, ID)).name());
        assertEquals(
                name, decode(UnexpectedPacket.class, MQTT_5, packet(type, ID)).name());
    }

    /** Section 2.2.2.2. */
    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x50, PUBREL, 0x70})
    void wrongPropertiesOfAnAcknowledgementAreRefused(int type) {
        byte[] wrong = packet(type, ID, bytes(0), properties(hex("23 00 01")));
        byte[] twice = packet(type, ID, bytes(0), properties(hex("1F 00 00 1F 00 00")));

        assertRefused(MALFORMED_PACKET, "property 0x23", refused(MQTT_5, wrong));
        assertRefused(PROTOCOL_ERROR, "Reason String occurs more than once", refused(MQTT_5, twice));
    }

    /** Sections 3.4.2 to 3.7.2 of MQTT 3.1.1: a packet identifier and nothing else. */
    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x50, PUBREL, 0x70})
    void anAcknowledgementOfMqtt3HasTwoBytes(int type) {
        assertRefused(MALFORMED_PACKET, "ends within packet identifier", refused(MQTT_3_1_1, packet(type, bytes(1))));
        assertRefused(MALFORMED_PACKET, "1 bytes left over", refused(MQTT_3_1_1, packet(type, ID, bytes(0))));
    }

    /** Section 3.12 of both versions. */
    @ParameterizedTest
    @EnumSource
    void aPingreqIsRead(ProtocolVersion version) {
        assertSame(PingreqPacket.INSTANCE, decode(PingreqPacket.class, version, packet(Wire.PINGREQ)));
    }

    /** Section 3.14 of both versions. */
    @ParameterizedTest
    @EnumSource
    void aDisconnectMayBeEmpty(ProtocolVersion version) {
        DisconnectPacket packet = decode(DisconnectPacket.class, version, packet(DISCONNECT));

        assertEquals(0, packet.reasonCode());
        assertEquals(-1, packet.sessionExpirySeconds());
    }

    /** Section 3.14.2. */
    @Test
    void aDisconnectOfMqtt5MayHaveAReasonCodeAndProperties() {
        byte[] all = properties(
                join(bytes(0x11), fourBytes(0xFFFF_FFFFL)), join(bytes(0x1F), string("bye")), userProperty("a", "1"));

        assertEquals(
                4,
                decode(DisconnectPacket.class, MQTT_5, packet(DISCONNECT, bytes(4)))
                        .reasonCode());
        DisconnectPacket packet = decode(DisconnectPacket.class, MQTT_5, packet(DISCONNECT, bytes(0), all));
        assertEquals(0, packet.reasonCode());
        assertEquals(0xFFFF_FFFFL, packet.sessionExpirySeconds());
    }

    /** [MQTT-3.14.2-1]: those of table 3-10 that a client may send. */
    @Test
    void aDisconnectHasTheReasonCodesOfAClient() {
        Set<Integer> legal = Set.of(0x00, 0x04, 0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99);
        for (int code = 0; code < 256; code++) {
            byte[] packet = packet(DISCONNECT, bytes(code));
            if (legal.contains(code)) {
                assertEquals(
                        code, decode(DisconnectPacket.class, MQTT_5, packet).reasonCode());
            } else {
                assertRefused(PROTOCOL_ERROR, "reason code", refused(MQTT_5, packet));
            }
        }
    }

    /** Section 2.2.2.2; a Server Reference (0x1C) is a server's to send (3.14.2.2.5). */
    @ParameterizedTest
    @ValueSource(ints = {0x1C, 0x15, 0x21})
    void wrongPropertiesOfADisconnectAreRefused(int id) {
        byte[] packet = packet(DISCONNECT, bytes(0), properties(bytes(id, 0, 1, 'a')));

        assertRefused(MALFORMED_PACKET, "property 0x%02X".formatted(id), refused(MQTT_5, packet));
    }

    /** MQTT 3.1.1 section 3.14. */
    @Test
    void aDisconnectOfMqtt3IsEmpty() {
        assertRefused(MALFORMED_PACKET, "1 bytes left over", refused(MQTT_3_1_1, packet(DISCONNECT, bytes(0))));
    }

    /** Section 3.15.2. */
    @ParameterizedTest
    @ValueSource(ints = {0x18, 0x19})
    void anAuthIsRead(int reasonCode) {
        byte[] all = properties(METHOD, hex("16 00 01 FF"), join(bytes(0x1F), string("why")), userProperty("a", "1"));

        assertEquals(
                reasonCode,
                decode(AuthPacket.class, MQTT_5, packet(AUTH, bytes(reasonCode), all))
                        .reasonCode());
    }

    /** [MQTT-3.15.2-1]: only a server may send the reason code for success. */
    @Test
    void anAuthHasTheReasonCodesOfAClient() {
        assertRefused(PROTOCOL_ERROR, "reason code 0x00", refused(MQTT_5, packet(AUTH)));
        for (int code : new int[] {0x00, 0x17, 0x1A, 0x80, 0xFF}) {
            assertRefused(
                    PROTOCOL_ERROR, "reason code", refused(MQTT_5, packet(AUTH, bytes(code), properties(METHOD))));
        }
    }

    /** Section 3.15.2.2.2. */
    @Test
    void anAuthWithoutMethodIsAProtocolError() {
        assertRefused(PROTOCOL_ERROR, "Authentication Method", refused(MQTT_5, packet(AUTH, bytes(0x18))));
        assertRefused(
                PROTOCOL_ERROR, "Authentication Method", refused(MQTT_5, packet(AUTH, bytes(0x18), NO_PROPERTIES)));
    }

    /** Section 2.2.2.2. */
    @Test
    void wrongPropertiesOfAnAuthAreRefused() {
        byte[] packet = packet(AUTH, bytes(0x18), properties(METHOD, hex("11 00 00 00 01")));

        assertRefused(MALFORMED_PACKET, "property 0x11", refused(MQTT_5, packet));
    }
}
