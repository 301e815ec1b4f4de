package io.mqttproxy.mqtt;

import static io.mqttproxy.mqtt.Malformed.MALFORMED_PACKET;
import static io.mqttproxy.mqtt.Malformed.assertRefused;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_5;
import static io.mqttproxy.mqtt.TestClient.decode;
import static io.mqttproxy.mqtt.TestClient.decodeConnect;
import static io.mqttproxy.mqtt.TestClient.refused;
import static io.mqttproxy.mqtt.Wire.NO_PROPERTIES;
import static io.mqttproxy.mqtt.Wire.binary;
import static io.mqttproxy.mqtt.Wire.bytes;
import static io.mqttproxy.mqtt.Wire.connect;
import static io.mqttproxy.mqtt.Wire.connect5;
import static io.mqttproxy.mqtt.Wire.hex;
import static io.mqttproxy.mqtt.Wire.join;
import static io.mqttproxy.mqtt.Wire.packet;
import static io.mqttproxy.mqtt.Wire.properties;
import static io.mqttproxy.mqtt.Wire.string;
import static io.mqttproxy.mqtt.Wire.twoBytes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTT 5.0 section 1.5, MQTT 3.1.1 section 1.5.3. */
class StringsTest {

    /**
     * [MQTT-1.5.4-1], MQTT 3.1.1 [MQTT-1.5.3-1]: overlong forms, surrogates, code points beyond U+10FFFF, truncated
     * sequences, lone continuation bytes.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "C0 80",
                "C1 BF",
                "E0 80 80",
                "E0 9F BF",
                "F0 80 80 80",
                "F0 8F BF BF",
                "ED A0 80",
                "ED AF BF",
                "ED B0 80",
                "ED BF BF",
                "ED A0 80 ED B0 80",
                "F4 90 80 80",
                "F5 80 80 80",
                "F8 88 80 80 80",
                "FE",
                "FF",
                "C2",
                "E2 82",
                "F0 9F 98",
                "61 C2",
                "80",
                "BF",
                "C2 41",
                "E2 28 A1",
                "F0 28 8C BC"
            })
    void illFormedUtf8IsMalformed(String illFormed) {
        byte[] string = binary(hex(illFormed));

        assertRefused(MALFORMED_PACKET, "[MQTT-1.5.4-1]", refused(MQTT_3_1_1, packet(Wire.PUBLISH, string)));
        assertRefused(MALFORMED_PACKET, "[MQTT-1.5.4-1]", refused(connect(MQTT_3_1_1, 0b10, string)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u007F",
                "\u0080",
                "\u07FF",
                "\u0800",
                "\uD7FF",
                "\uE000",
                "\uFFFD",
                "\uD800\uDC00",
                "\uDBFF\uDFFF"
            })
    void theBordersOfWellFormedUtf8AreAccepted(String text) {
        assertEquals(
                text,
                decode(PublishPacket.class, MQTT_3_1_1, packet(Wire.PUBLISH, string(text)))
                        .topic());
    }

    /** [MQTT-1.5.4-2] and [MQTT-4.7.3-2] of MQTT 5.0; [MQTT-1.5.3-2] and [MQTT-4.7.3-2] of MQTT 3.1.1. */
    @Test
    void theNullCharacterIsMalformed() {
        byte[] string = binary(hex("61 00 62"));

        assertRefused(MALFORMED_PACKET, "[MQTT-1.5.4-2]", refused(MQTT_3_1_1, packet(Wire.PUBLISH, string)));
        assertRefused(MALFORMED_PACKET, "[MQTT-1.5.4-2]", refused(connect(MQTT_5, 0b10, string)));
    }

    /** [MQTT-1.5.4-3], MQTT 3.1.1 [MQTT-1.5.3-3]. */
    @Test
    void aByteOrderMarkIsKept() {
        byte[] string = binary(hex("EF BB BF 61"));

        assertEquals(
                "\uFEFFa",
                decode(PublishPacket.class, MQTT_3_1_1, packet(Wire.PUBLISH, string))
                        .topic());
        assertEquals("\uFEFFa", decodeConnect(connect(MQTT_3_1_1, 0b10, string)).clientId());
    }

    /** [MQTT-4.7.3-3] of both versions: two bytes of length allow no more. */
    @Test
    void aStringCanHave65535Bytes() {
        DecoderLimits limits = new DecoderLimits(100_000, 0);
        try (TestClient client = TestClient.connected(MQTT_3_1_1, limits)) {
            String topic = "t".repeat(65_535);

            PublishPacket packet = (PublishPacket) client.sendsOne(packet(Wire.PUBLISH, string(topic)));

            assertEquals(topic, packet.topic());
        }
    }

    /** MQTT 5.0 section 1.5.4: a length that goes beyond the packet. */
    @Test
    void aStringThatGoesBeyondItsPacketIsMalformed() {
        assertRefused(
                MALFORMED_PACKET,
                "ends within topic name",
                refused(MQTT_3_1_1, packet(Wire.PUBLISH, hex("00 03 61 62"))));
        assertRefused(MALFORMED_PACKET, "ends within topic name", refused(MQTT_3_1_1, packet(Wire.PUBLISH, hex("00"))));
    }

    /** [MQTT-1.5.7-1]: name and value alike. */
    @Test
    void bothStringsOfAUserPropertyAreChecked() {
        byte[] illFormed = binary(bytes(0xFF));
        byte[] badName = properties(bytes(0x26), illFormed, string("value"));
        byte[] badValue = properties(bytes(0x26), string("name"), illFormed);

        assertRefused(MALFORMED_PACKET, "[MQTT-1.5.4-1]", refused(connect5(badName)));
        assertRefused(MALFORMED_PACKET, "[MQTT-1.5.4-1]", refused(connect5(badValue)));
    }

    /** [MQTT-1.5.5-1], for a property length and for a property identifier. */
    @Test
    void aVariableByteIntegerWithMoreBytesThanNeededIsMalformed() {
        byte[] paddedLength = join(string("t"), bytes(0x80, 0x00));
        byte[] paddedIdentifier = join(string("t"), properties(bytes(0x81, 0x00, 0x00)));

        assertRefused(MALFORMED_PACKET, "[MQTT-1.5.5-1]", refused(MQTT_5, packet(Wire.PUBLISH, paddedLength)));
        assertRefused(MALFORMED_PACKET, "[MQTT-1.5.5-1]", refused(MQTT_5, packet(Wire.PUBLISH, paddedIdentifier)));
    }

    /** MQTT 5.0 section 1.5.5. */
    @Test
    void aVariableByteIntegerOfFiveBytesIsMalformed() {
        byte[] length = join(string("t"), hex("FF FF FF FF 7F"));

        assertRefused(MALFORMED_PACKET, "property length is longer", refused(MQTT_5, packet(Wire.PUBLISH, length)));
    }

    /** [MQTT-2.2.1-3], MQTT 3.1.1 [MQTT-2.3.1-1]. */
    @Test
    void packetIdentifierZeroIsAProtocolError() {
        byte[] zero = twoBytes(0);
        byte[] filter = join(string("a"), bytes(0));

        for (byte[] packet : new byte[][] {
            packet(Wire.PUBLISH | Wire.QOS_1, string("t"), zero, NO_PROPERTIES),
            packet(Wire.PUBLISH | Wire.QOS_2, string("t"), zero, NO_PROPERTIES),
            packet(Wire.PUBREL, zero),
            packet(Wire.SUBSCRIBE, zero, NO_PROPERTIES, filter),
            packet(Wire.UNSUBSCRIBE, zero, NO_PROPERTIES, string("a"))
        }) {
            assertRefused(Malformed.PROTOCOL_ERROR, "[MQTT-2.2.1-3]", refused(MQTT_5, packet));
        }
    }
}
