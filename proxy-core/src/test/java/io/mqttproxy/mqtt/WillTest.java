package io.mqttproxy.mqtt;

import static io.mqttproxy.mqtt.Malformed.MALFORMED_PACKET;
import static io.mqttproxy.mqtt.Malformed.PROTOCOL_ERROR;
import static io.mqttproxy.mqtt.Malformed.TOPIC_NAME_INVALID;
import static io.mqttproxy.mqtt.Malformed.assertRefused;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_3_1;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_5;
import static io.mqttproxy.mqtt.TestClient.decodeConnect;
import static io.mqttproxy.mqtt.TestClient.refused;
import static io.mqttproxy.mqtt.Wire.NO_PROPERTIES;
import static io.mqttproxy.mqtt.Wire.binary;
import static io.mqttproxy.mqtt.Wire.bytes;
import static io.mqttproxy.mqtt.Wire.connect;
import static io.mqttproxy.mqtt.Wire.fourBytes;
import static io.mqttproxy.mqtt.Wire.hex;
import static io.mqttproxy.mqtt.Wire.join;
import static io.mqttproxy.mqtt.Wire.properties;
import static io.mqttproxy.mqtt.Wire.string;
import static io.mqttproxy.mqtt.Wire.userProperty;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.UserProperty;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 3.1.2.5 to 3.1.2.7 of MQTT 5.0 and MQTT 3.1.1; MQTT 5.0 sections 3.1.3.2 to 3.1.3.4. */
class WillTest {
    private static final int WILL = 0b0000_0100;
    private static final int QOS_1 = 0b0000_1000;
    private static final int QOS_2 = 0b0001_0000;
    private static final int QOS_3 = 0b0001_1000;
    private static final int RETAIN = 0b0010_0000;

    /** [MQTT-3.1.2-9] and [MQTT-3.1.3-1] of both versions. */
    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
    void aWillIsRead(ProtocolVersion version) {
        Will will = willOf(connect(version, WILL | QOS_1 | RETAIN, string("c"), string("gone"), binary(bytes(0, 255))));

        assertEquals("gone", will.topic());
        assertArrayEquals(bytes(0, 255), will.payload());
        assertEquals(Qos.AT_LEAST_ONCE, will.qos());
        assertTrue(will.retain());
        assertEquals(0, will.delaySeconds());
        assertSame(PublishProperties.NONE, will.properties());
    }

    /** [MQTT-3.1.2-12], MQTT 3.1.1 [MQTT-3.1.2-14]. */
    @Test
    void aWillHasAnyQosOfTheStandard() {
        assertEquals(Qos.AT_MOST_ONCE, willOf(simple(WILL)).qos());
        assertEquals(Qos.AT_LEAST_ONCE, willOf(simple(WILL | QOS_1)).qos());
        assertEquals(Qos.EXACTLY_ONCE, willOf(simple(WILL | QOS_2)).qos());
        assertFalse(willOf(simple(WILL)).retain());
    }

    /** Section 3.1.3.2 of MQTT 5.0; [MQTT-3.1.3-10] for the order. */
    @Test
    void everyPropertyOfAWillIsRead() {
        byte[] all = properties(
                join(bytes(0x18), fourBytes(30)),
                bytes(0x01, 1),
                join(bytes(0x02), fourBytes(0xFFFF_FFFFL)),
                join(bytes(0x03), string("text/plain")),
                join(bytes(0x08), string("reply/to")),
                join(bytes(0x09), binary(bytes(7, 8))),
                userProperty("b", "2"),
                userProperty("a", "1"));

        Will will = willOf(connect(MQTT_5, WILL, string("c"), all, string("gone"), string("bye")));

        assertEquals(30, will.delaySeconds());
        PublishProperties properties = will.properties();
        assertEquals(1, properties.payloadFormat());
        assertEquals(0xFFFF_FFFFL, properties.messageExpirySeconds());
        assertEquals("text/plain", properties.contentType());
        assertEquals("reply/to", properties.responseTopic());
        assertArrayEquals(bytes(7, 8), properties.correlationData());
        assertEquals(List.of(new UserProperty("b", "2"), new UserProperty("a", "1")), properties.userProperties());
    }

    @Test
    void aWillWithoutPropertiesHasNone() {
        Will will = willOf(connect(MQTT_5, WILL, string("c"), NO_PROPERTIES, string("gone"), string("bye")));

        assertSame(PublishProperties.NONE, will.properties());
        assertEquals(0, will.delaySeconds());
    }

    /** [MQTT-3.1.2-12], MQTT 3.1.1 [MQTT-3.1.2-14]. */
    @ParameterizedTest
    @EnumSource
    void willQos3IsMalformed(ProtocolVersion version) {
        byte[] properties = version.isMqtt5() ? NO_PROPERTIES : new byte[0];
        byte[] packet = connect(version, WILL | QOS_3, string("c"), properties, string("gone"), string("bye"));

        assertRefused(MALFORMED_PACKET, "[MQTT-3.1.2-12]", refused(packet));
    }

    /** [MQTT-3.1.2-11], MQTT 3.1.1 [MQTT-3.1.2-11] and [MQTT-3.1.2-13]. */
    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5"})
    void willQosWithoutWillIsMalformed(ProtocolVersion version) {
        assertRefused(MALFORMED_PACKET, "[MQTT-3.1.2-11]", refused(connect(version, QOS_1, string("c"))));
        assertRefused(MALFORMED_PACKET, "[MQTT-3.1.2-11]", refused(connect(version, QOS_2, string("c"))));
    }

    /** [MQTT-3.1.2-13], MQTT 3.1.1 [MQTT-3.1.2-11] and [MQTT-3.1.2-15]. */
    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5"})
    void willRetainWithoutWillIsMalformed(ProtocolVersion version) {
        assertRefused(MALFORMED_PACKET, "[MQTT-3.1.2-13]", refused(connect(version, RETAIN, string("c"))));
    }

    /** MQTT 3.1 section 3.1: without the will flag, the other will flags are ignored. */
    @Test
    void mqtt31IgnoresWillQosAndRetainWithoutWill() {
        assertNull(decodeConnect(connect(MQTT_3_1, QOS_1 | RETAIN, string("c"))).will());
    }

    /** [MQTT-3.1.2-9] of both versions. */
    @Test
    void aWillFlagWithoutItsFieldsIsMalformed() {
        assertRefused(MALFORMED_PACKET, "ends within will topic", refused(connect(MQTT_3_1_1, WILL, string("c"))));
        assertRefused(
                MALFORMED_PACKET,
                "ends within will payload",
                refused(connect(MQTT_3_1_1, WILL, string("c"), string("gone"))));
        assertRefused(MALFORMED_PACKET, "ends within property length", refused(connect(MQTT_5, WILL, string("c"))));
    }

    /** MQTT 3.1.1 [MQTT-3.1.2-11]: without the flag these are bytes after the last field. */
    @Test
    void willFieldsWithoutWillFlagAreMalformed() {
        byte[] packet = connect(MQTT_3_1_1, 0, string("c"), string("gone"), string("bye"));

        assertRefused(MALFORMED_PACKET, "11 bytes left over", refused(packet));
    }

    /** [MQTT-3.1.3-11], MQTT 3.1.1 [MQTT-3.1.3-10]. */
    @Test
    void aWillTopicMustBeUtf8() {
        byte[] packet = connect(MQTT_3_1_1, WILL, string("c"), binary(bytes(0xFF)), string("bye"));

        assertRefused(MALFORMED_PACKET, "will topic is not well-formed UTF-8", refused(packet));
    }

    /** [MQTT-4.7.0-1] and [MQTT-4.7.3-1], MQTT 3.1.1 [MQTT-4.7.1-1] and [MQTT-4.7.3-1]. */
    @ParameterizedTest
    @ValueSource(strings = {"", "+", "#", "a/+/b", "a/#"})
    void aWillTopicMustBeATopicName(String topic) {
        byte[] packet = connect(MQTT_3_1_1, WILL, string("c"), string(topic), string("bye"));

        assertRefused(TOPIC_NAME_INVALID, "[MQTT-4.7.0-1]", refused(packet));
    }

    /** Section 2.2.2.2 of MQTT 5.0: for example, a will must not have a Topic Alias. */
    @ParameterizedTest
    @ValueSource(ints = {0x0B, 0x11, 0x15, 0x16, 0x17, 0x19, 0x1F, 0x21, 0x22, 0x23, 0x27})
    void aPropertyThatIsNotOfAWillIsMalformed(int id) {
        byte[] property = properties(bytes(id, 0, 1));

        assertRefused(
                MALFORMED_PACKET,
                "property 0x%02X".formatted(id),
                refused(connect(MQTT_5, WILL, string("c"), property, string("gone"), string("bye"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"18 00 00 00 01", "01 00", "02 00 00 00 01", "03 00 00", "08 00 01 61", "09 00 00"})
    void aPropertyOfAWillThatOccursTwiceIsAProtocolError(String property) {
        byte[] twice = properties(hex(property), hex(property));

        assertRefused(
                PROTOCOL_ERROR,
                "more than once",
                refused(connect(MQTT_5, WILL, string("c"), twice, string("gone"), string("bye"))));
    }

    private static byte[] simple(int flags) {
        return connect(MQTT_3_1_1, flags, string("c"), string("gone"), string("bye"));
    }

    private static Will willOf(byte[] connect) {
        Will will = decodeConnect(connect).will();
        assertNotNull(will);
        return Objects.requireNonNull(will);
    }
}
