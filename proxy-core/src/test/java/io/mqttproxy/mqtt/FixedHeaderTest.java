package io.mqttproxy.mqtt;

import static io.mqttproxy.mqtt.Malformed.MALFORMED_PACKET;
import static io.mqttproxy.mqtt.Malformed.PACKET_TOO_LARGE;
import static io.mqttproxy.mqtt.Malformed.PROTOCOL_ERROR;
import static io.mqttproxy.mqtt.Malformed.assertRefused;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_3_1;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_5;
import static io.mqttproxy.mqtt.TestClient.connected;
import static io.mqttproxy.mqtt.TestClient.decode;
import static io.mqttproxy.mqtt.TestClient.refused;
import static io.mqttproxy.mqtt.Wire.bytes;
import static io.mqttproxy.mqtt.Wire.connect;
import static io.mqttproxy.mqtt.Wire.hex;
import static io.mqttproxy.mqtt.Wire.join;
import static io.mqttproxy.mqtt.Wire.packet;
import static io.mqttproxy.mqtt.Wire.string;
import static io.mqttproxy.mqtt.Wire.twoBytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTT 5.0 sections 2.1 and 3.1.0, MQTT 3.1.1 sections 2.2 and 3.1.0. */
class FixedHeaderTest {

    /** [MQTT-3.1.0-1] of both versions; the first byte is enough to refuse the packet. */
    @ParameterizedTest
    @ValueSource(ints = {Wire.PUBLISH, Wire.PINGREQ, Wire.DISCONNECT, Wire.SUBSCRIBE, Wire.AUTH, 'G', 0x20})
    void theFirstPacketMustBeConnect(int firstByte) {
        MalformedPacket verdict = refused(bytes(firstByte));

        assertRefused(PROTOCOL_ERROR, "[MQTT-3.1.0-1]", verdict);
        assertNull(verdict.version());
    }

    /** [MQTT-3.1.0-2] of both versions. */
    @ParameterizedTest
    @EnumSource
    void aSecondConnectIsAProtocolError(ProtocolVersion version) {
        MalformedPacket verdict = refused(version, connect(version));

        assertRefused(PROTOCOL_ERROR, "[MQTT-3.1.0-2]", verdict);
        assertEquals("CONNECT", verdict.packet());
        assertEquals(version, verdict.version());
    }

    /** MQTT 5.0 table 2-1, MQTT 3.1.1 table 2.1. */
    @Test
    void packetTypeZeroIsMalformed() {
        assertRefused(MALFORMED_PACKET, "type 0", refused(hex("00 00")));
        assertRefused(MALFORMED_PACKET, "type 0", refused(MQTT_5, hex("00 00")));
    }

    /** MQTT 3.1.1 table 2.1. */
    @Test
    void packetTypeFifteenIsMalformedBeforeMqtt5() {
        assertRefused(MALFORMED_PACKET, "type 15", refused(MQTT_3_1, hex("F0 00")));
        assertRefused(MALFORMED_PACKET, "type 15", refused(MQTT_3_1_1, hex("F0 00")));
    }

    /** [MQTT-2.1.3-1], MQTT 3.1.1 [MQTT-2.2.2-1] and [MQTT-2.2.2-2]; per packet [MQTT-3.14.1-1] and [MQTT-3.15.1-1]. */
    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x40, 0x50, 0x70, 0x90, 0xB0, 0xC0, 0xD0, 0xE0, 0xF0})
    void aReservedFlagThatIsSetIsMalformed(int firstByte) {
        ProtocolVersion[] versions = firstByte == Wire.AUTH ? new ProtocolVersion[] {MQTT_5} : ProtocolVersion.values();
        for (ProtocolVersion version : versions) {
            for (int flags = 1; flags < 16; flags++) {
                assertRefused(MALFORMED_PACKET, "[MQTT-2.1.3-1]", refused(version, bytes(firstByte | flags)));
            }
        }
    }

    /** [MQTT-2.1.3-1], MQTT 3.1.1 [MQTT-2.2.2-2]; also refuses a TLS handshake on a listener without TLS. */
    @Test
    void aReservedFlagOfConnectThatIsSetIsMalformed() {
        assertRefused(MALFORMED_PACKET, "[MQTT-2.1.3-1]", refused(bytes(0x16, 0x03, 0x01)));
    }

    /** [MQTT-3.6.1-1], [MQTT-3.8.1-1] and [MQTT-3.10.1-1] of both versions. */
    @ParameterizedTest
    @ValueSource(ints = {0x60, 0x80, 0xA0})
    void pubrelSubscribeAndUnsubscribeNeedTheFlags0010(int firstByte) {
        for (int flags = 0; flags < 16; flags++) {
            if (flags != 0b0010) {
                assertRefused(MALFORMED_PACKET, "[MQTT-2.1.3-1]", refused(MQTT_3_1_1, bytes(firstByte | flags)));
                assertRefused(MALFORMED_PACKET, "[MQTT-2.1.3-1]", refused(MQTT_5, bytes(firstByte | flags)));
            }
        }
    }

    /** MQTT 3.1 section 2.1 allows DUP on PUBREL, SUBSCRIBE and UNSUBSCRIBE. */
    @Test
    void aClientOfMqtt31MaySetDupOnPubrel() {
        assertEquals(
                7,
                decode(PubrelPacket.class, MQTT_3_1, packet(Wire.PUBREL | Wire.DUP, twoBytes(7)))
                        .packetId());
    }

    /** MQTT 5.0 section 1.5.5, MQTT 3.1.1 section 2.2.3. */
    @Test
    void aRemainingLengthOfFiveBytesIsMalformed() {
        assertRefused(MALFORMED_PACKET, "longer than 4 bytes", refused(hex("10 80 80 80 80")));
    }

    /** [MQTT-1.5.5-1]. */
    @Test
    void aRemainingLengthWithMoreBytesThanNeededIsMalformedInMqtt5() {
        assertRefused(MALFORMED_PACKET, "[MQTT-1.5.5-1]", refused(MQTT_5, hex("C0 80 00")));
        assertRefused(MALFORMED_PACKET, "[MQTT-1.5.5-1]", refused(join(hex("10 8E 00"), connectBody(MQTT_5))));
    }

    /** MQTT 3.1.1 section 2.2.3 has no statement about it. */
    @Test
    void aRemainingLengthWithMoreBytesThanNeededIsAcceptedBeforeMqtt5() {
        decode(PingreqPacket.class, MQTT_3_1_1, hex("C0 80 80 80 00"));
        TestClient.decodeConnect(join(hex("10 8D 00"), connectBody(MQTT_3_1_1)));
    }

    /** [MQTT-3.2.2-15]: the header is enough to refuse the packet, whatever follows. */
    @Test
    void aPacketOverTheMaximumIsRefusedByItsHeader() {
        DecoderLimits limits = new DecoderLimits(100, 0);
        try (TestClient client = connected(MQTT_5, limits)) {
            MalformedPacket verdict = (MalformedPacket) client.sendsOne(bytes(Wire.PUBLISH, 99));

            assertRefused(PACKET_TOO_LARGE, "101 bytes, more than 100 [MQTT-3.2.2-15]", verdict);
        }
    }

    @Test
    void aPacketOfExactlyTheMaximumIsAccepted() {
        DecoderLimits limits = new DecoderLimits(100, 0);
        try (TestClient client = connected(MQTT_3_1_1, limits)) {
            PublishPacket packet = (PublishPacket) client.sendsOne(packet(Wire.PUBLISH, string("t"), new byte[95]));

            assertEquals(95, packet.payload().length);
        }
    }

    /** Packets before it in the same read do not count. */
    @Test
    void aPacketAfterAnotherIsMeasuredOnItsOwn() {
        DecoderLimits limits = new DecoderLimits(100, 0);
        byte[] largest = packet(Wire.PUBLISH, string("t"), new byte[95]);
        try (TestClient client = connected(MQTT_3_1_1, limits)) {
            assertEquals(3, client.sends(join(largest, largest, largest)).size());
        }
    }

    @Test
    void theLargestRemainingLengthIsAccepted() {
        DecoderLimits limits = new DecoderLimits(Integer.MAX_VALUE, 0);
        try (TestClient client = connected(MQTT_3_1_1, limits)) {
            assertEquals(List.of(), client.sends(hex("30 FF FF FF 7F 00")));
        }
    }

    /** MQTT 5.0 section 4.13, MQTT 3.1.1 [MQTT-4.8.0-1]: all bytes after it are ignored. */
    @Test
    void nothingIsDecodedAfterAMalformedPacket() {
        try (TestClient client = connected(MQTT_3_1_1)) {
            List<InboundPacket> packets = client.sends(join(hex("00 00"), hex("C0 00")), hex("C0 00"));

            assertEquals(1, packets.size());
            assertEquals(MalformedPacket.class, packets.get(0).getClass());
        }
    }

    /** MQTT 5.0 section 4.13.1: bytes after the last field make the packet malformed. */
    @ParameterizedTest
    @ValueSource(strings = {"C0 01 00", "E0 03 00 00 00", "62 05 00 01 00 00 00"})
    void bytesAfterTheLastFieldAreMalformed(String packet) {
        assertRefused(MALFORMED_PACKET, "1 bytes left over", refused(MQTT_5, hex(packet)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20 02 00 00", "90 03 00 01 00", "B0 02 00 01", "D0 00"})
    void aPacketThatOnlyServersSendIsUnexpected(String packet) {
        decode(UnexpectedPacket.class, MQTT_3_1_1, hex(packet));
    }

    private static byte[] connectBody(ProtocolVersion version) {
        byte[] whole = connect(version);
        return Arrays.copyOfRange(whole, 2, whole.length);
    }
}
