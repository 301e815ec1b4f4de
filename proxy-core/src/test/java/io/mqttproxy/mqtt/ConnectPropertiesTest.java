package io.mqttproxy.mqtt;

import static io.mqttproxy.mqtt.Malformed.MALFORMED_PACKET;
import static io.mqttproxy.mqtt.Malformed.PROTOCOL_ERROR;
import static io.mqttproxy.mqtt.Malformed.QUOTA_EXCEEDED;
import static io.mqttproxy.mqtt.Malformed.assertRefused;
import static io.mqttproxy.mqtt.TestClient.decodeConnect;
import static io.mqttproxy.mqtt.TestClient.refused;
import static io.mqttproxy.mqtt.Wire.binary;
import static io.mqttproxy.mqtt.Wire.bytes;
import static io.mqttproxy.mqtt.Wire.connect5;
import static io.mqttproxy.mqtt.Wire.fourBytes;
import static io.mqttproxy.mqtt.Wire.hex;
import static io.mqttproxy.mqtt.Wire.join;
import static io.mqttproxy.mqtt.Wire.properties;
import static io.mqttproxy.mqtt.Wire.string;
import static io.mqttproxy.mqtt.Wire.twoBytes;
import static io.mqttproxy.mqtt.Wire.userProperty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttproxy.publish.UserProperty;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTT 5.0 sections 2.2.2 and 3.1.2.11. */
class ConnectPropertiesTest {

    @Test
    void everyPropertyIsRead() {
        ConnectPacket packet = decodeConnect(connect5(properties(
                join(bytes(0x11), fourBytes(0xFFFF_FFFFL)),
                join(bytes(0x21), twoBytes(20)),
                join(bytes(0x27), fourBytes(0x8000_0000L)),
                join(bytes(0x22), twoBytes(30)),
                bytes(0x19, 1),
                bytes(0x17, 0),
                userProperty("b", "2"),
                userProperty("a", "1"),
                userProperty("b", "2"),
                join(bytes(0x15), string("SCRAM-SHA-256")),
                join(bytes(0x16), binary(bytes(1, 2, 3))))));

        assertEquals(0xFFFF_FFFFL, packet.sessionExpirySeconds());
        assertEquals(0x8000_0000L, packet.maximumPacketSize());
        assertEquals("SCRAM-SHA-256", packet.authenticationMethod());
        UserProperty a = new UserProperty("a", "1");
        UserProperty b = new UserProperty("b", "2");
        assertEquals(List.of(b, a, b), packet.userProperties());
    }

    @Test
    void userPropertiesCannotBeChanged() {
        List<UserProperty> list =
                decodeConnect(connect5(properties(userProperty("a", "1")))).userProperties();

        assertThrows(UnsupportedOperationException.class, list::clear);
    }

    /** Sections 3.1.2.11.3 to 3.1.2.11.7. */
    @ParameterizedTest
    @CsvSource({
        "21 00 00,Receive Maximum must not be 0",
        "27 00 00 00 00,Maximum Packet Size must not be 0",
        "19 02,Request Response Information must not be 2",
        "17 02,Request Problem Information must not be 2",
        "17 FF,Request Problem Information must not be 255"
    })
    void aValueThatItsSectionForbidsIsAProtocolError(String property, String problem) {
        assertRefused(PROTOCOL_ERROR, problem, refused(connect5(properties(hex(property)))));
    }

    /** Sections 3.1.2.11.2 to 3.1.2.11.10: "It is a Protocol Error to include … more than once". */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "11 00 00 00 01",
                "21 00 01",
                "27 00 00 00 01",
                "22 00 01",
                "19 00",
                "17 00",
                "15 00 01 61",
                "15 00 01 61 16 00 00"
            })
    void aPropertyThatOccursTwiceIsAProtocolError(String property) {
        byte[] twice = properties(hex(property), hex(property));

        assertRefused(PROTOCOL_ERROR, "more than once", refused(connect5(twice)));
    }

    /** Section 3.1.2.11.10. */
    @Test
    void authenticationDataWithoutMethodIsAProtocolError() {
        byte[] data = properties(bytes(0x16), binary(bytes(1)));

        assertRefused(PROTOCOL_ERROR, "Authentication Data without a method", refused(connect5(data)));
    }

    /** Section 2.2.2.2: unknown identifiers, those of other packets, those that only servers send. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x01, 0x02, 0x03, 0x04, 0x08, 0x09, 0x0A, 0x0B, 0x10, 0x12, 0x13, 0x14, 0x18, 0x1A, 0x1C, 0x1F,
                0x20, 0x23, 0x24, 0x25, 0x28, 0x29, 0x2A, 0x2B, 0x7F
            })
    void aPropertyThatIsNotOfConnectIsMalformed(int id) {
        byte[] property = properties(bytes(id, 0, 0, 0, 0));

        assertRefused(MALFORMED_PACKET, "property 0x%02X".formatted(id), refused(connect5(property)));
    }

    @Test
    void anIdentifierOfSeveralBytesIsMalformed() {
        byte[] property = properties(bytes(0x80, 0x80, 0x80, 0x01));

        assertRefused(MALFORMED_PACKET, "property 0x200000", refused(connect5(property)));
    }

    /** Section 2.2.2.1. */
    @Test
    void aPropertyLengthBeyondThePacketIsMalformed() {
        assertRefused(MALFORMED_PACKET, "goes beyond the packet", refused(connect5(bytes(4))));
    }

    /** Section 2.2.2.1: a value must not take bytes of what follows the properties. */
    @ParameterizedTest
    @ValueSource(strings = {"11 00", "21 00", "17", "15 00 03 61", "26 00 01 61 00", "16 00 05"})
    void aPropertyThatGoesBeyondThePropertyLengthIsMalformed(String cut) {
        assertRefused(MALFORMED_PACKET, "packet ends within", refused(connect5(properties(hex(cut)))));
    }

    /** [MQTT-2.2.2-1]. */
    @Test
    void aConnectWithoutPropertyLengthIsMalformed() {
        byte[] header = Wire.connectHeader(ProtocolVersion.MQTT_5, 0b10);

        assertRefused(MALFORMED_PACKET, "ends within property length", refused(Wire.packet(Wire.CONNECT, header)));
    }

    @Test
    void moreUserPropertiesThanTheLimitAreRefused() {
        byte[] one = userProperty("a", "1");

        assertEquals(
                4,
                decodeConnect(connect5(properties(one, one, one, one)))
                        .userProperties()
                        .size());
        assertRefused(
                QUOTA_EXCEEDED, "more than 4 user properties", refused(connect5(properties(one, one, one, one, one))));
    }

    @Test
    void invalidLimitsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new DecoderLimits(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new DecoderLimits(2, -1));
    }
}
