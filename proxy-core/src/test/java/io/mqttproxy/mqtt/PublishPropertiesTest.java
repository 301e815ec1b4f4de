package io.mqttproxy.mqtt;

import static io.mqttproxy.mqtt.Malformed.MALFORMED_PACKET;
import static io.mqttproxy.mqtt.Malformed.PROTOCOL_ERROR;
import static io.mqttproxy.mqtt.Malformed.TOPIC_ALIAS_INVALID;
import static io.mqttproxy.mqtt.Malformed.assertRefused;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_5;
import static io.mqttproxy.mqtt.TestClient.decode;
import static io.mqttproxy.mqtt.Wire.binary;
import static io.mqttproxy.mqtt.Wire.bytes;
import static io.mqttproxy.mqtt.Wire.fourBytes;
import static io.mqttproxy.mqtt.Wire.hex;
import static io.mqttproxy.mqtt.Wire.join;
import static io.mqttproxy.mqtt.Wire.packet;
import static io.mqttproxy.mqtt.Wire.properties;
import static io.mqttproxy.mqtt.Wire.string;
import static io.mqttproxy.mqtt.Wire.text;
import static io.mqttproxy.mqtt.Wire.userProperty;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.UserProperty;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTT 5.0 section 3.3.2.3. */
class PublishPropertiesTest {

    /** [MQTT-3.3.2-18] for the order of user properties. */
    @Test
    void everyPropertyIsRead() {
        PublishPacket packet = publish(
                "t",
                bytes(0x01, 1),
                join(bytes(0x02), fourBytes(0xFFFF_FFFFL)),
                join(bytes(0x03), string("application/json")),
                join(bytes(0x08), string("reply/to")),
                join(bytes(0x09), binary(bytes(0, 255))),
                userProperty("traceparent", "00-1"),
                userProperty("", ""),
                userProperty("traceparent", "00-2"),
                bytes(0x23, 0, 9));

        PublishProperties properties = packet.properties();
        assertEquals(1, properties.payloadFormat());
        assertEquals(0xFFFF_FFFFL, properties.messageExpirySeconds());
        assertEquals("application/json", properties.contentType());
        assertEquals("reply/to", properties.responseTopic());
        assertArrayEquals(bytes(0, 255), properties.correlationData());
        assertEquals(
                List.of(
                        new UserProperty("traceparent", "00-1"),
                        new UserProperty("", ""),
                        new UserProperty("traceparent", "00-2")),
                properties.userProperties());
        assertEquals(9, packet.topicAlias());
        assertEquals("t", packet.topic());
        assertArrayEquals(text("payload"), packet.payload());
    }

    @Test
    void propertiesThatWereNotSentAreAbsent() {
        PublishProperties properties = publish("t", userProperty("a", "1")).properties();

        assertEquals(PublishProperties.ABSENT, properties.payloadFormat());
        assertEquals(PublishProperties.ABSENT, properties.messageExpirySeconds());
        assertNull(properties.contentType());
        assertNull(properties.responseTopic());
        assertNull(properties.correlationData());
    }

    /** Section 3.3.2.3.4: the alias stands for the topic. */
    @Test
    void anEmptyTopicWithAnAliasIsAccepted() {
        PublishPacket packet = publish("", bytes(0x23, 0xFF, 0xFF));

        assertNull(packet.topic());
        assertEquals(65_535, packet.topicAlias());
    }

    /** Section 3.3.2.1: "It is a Protocol Error if the Topic Name is zero length and there is no Topic Alias". */
    @Test
    void anEmptyTopicWithoutAliasIsAProtocolError() {
        assertRefused(PROTOCOL_ERROR, "no Topic Alias", refused(""));
        assertRefused(PROTOCOL_ERROR, "no Topic Alias", refused("", userProperty("a", "1")));
    }

    /** [MQTT-3.3.2-8]. */
    @Test
    void topicAliasZeroIsInvalid() {
        assertRefused(TOPIC_ALIAS_INVALID, "[MQTT-3.3.2-8]", refused("t", bytes(0x23, 0, 0)));
    }

    /** [MQTT-3.3.4-6]. */
    @Test
    void aSubscriptionIdentifierIsAProtocolError() {
        assertRefused(PROTOCOL_ERROR, "[MQTT-3.3.4-6]", refused("t", bytes(0x0B, 1)));
    }

    /** [MQTT-3.3.2-14]; being a topic name, it is not empty either. */
    @ParameterizedTest
    @ValueSource(strings = {"", "+", "reply/#"})
    void aResponseTopicMustBeATopicName(String topic) {
        assertRefused(PROTOCOL_ERROR, "[MQTT-3.3.2-14]", refused("t", join(bytes(0x08), string(topic))));
    }

    /** [MQTT-3.3.2-13] and [MQTT-3.3.2-19]. */
    @ParameterizedTest
    @ValueSource(ints = {0x03, 0x08})
    void contentTypeAndResponseTopicMustBeUtf8(int id) {
        assertRefused(MALFORMED_PACKET, "[MQTT-1.5.4-1]", refused("t", join(bytes(id), binary(bytes(0xFF)))));
    }

    /** Section 3.3.2.3.2. */
    @ParameterizedTest
    @ValueSource(ints = {2, 255})
    void aPayloadFormatThatIsNeither0Nor1IsAProtocolError(int format) {
        assertRefused(PROTOCOL_ERROR, "Payload Format Indicator must not be", refused("t", bytes(0x01, format)));
    }

    /** Section 3.3.2.3.2: a server may check the payload but need not. */
    @Test
    void aPayloadMarkedAsTextIsNotChecked() {
        byte[] packet = packet(Wire.PUBLISH, string("t"), properties(bytes(0x01, 1)), bytes(0xFF));

        assertArrayEquals(
                bytes(0xFF), decode(PublishPacket.class, MQTT_5, packet).payload());
    }

    /** Sections 3.3.2.3.2 to 3.3.2.3.9: "It is a Protocol Error to include … more than once". */
    @ParameterizedTest
    @ValueSource(strings = {"01 00", "02 00 00 00 01", "03 00 00", "08 00 01 61", "09 00 00", "23 00 01", "0B 01"})
    void aPropertyThatOccursTwiceIsAProtocolError(String property) {
        assertRefused(PROTOCOL_ERROR, "more than once", refused("t", hex(property), hex(property)));
    }

    /** Section 2.2.2.2. */
    @ParameterizedTest
    @ValueSource(
            ints = {0x00, 0x11, 0x12, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1C, 0x1F, 0x21, 0x22, 0x24, 0x27, 0x2A, 0x2B})
    void aPropertyThatIsNotOfPublishIsMalformed(int id) {
        assertRefused(MALFORMED_PACKET, "property 0x%02X".formatted(id), refused("t", bytes(id, 0, 1, 1, 1)));
    }

    @Test
    void userPropertiesBeyondTheLimitAreDroppedAndReported() {
        byte[] one = userProperty("a", "1");
        byte[] beyond = userProperty("b", "2");

        PublishPacket atTheLimit = publish("t", one, one, one, one);
        PublishPacket aboveIt = publish("t", one, one, one, one, beyond, join(bytes(0x03), string("text")), beyond);

        assertNull(atTheLimit.fault());
        assertEquals(FailureReason.TOO_MANY_USER_PROPERTIES, aboveIt.fault());
        assertEquals(
                Collections.nCopies(4, new UserProperty("a", "1")),
                aboveIt.properties().userProperties());
        assertEquals("text", aboveIt.properties().contentType());
        assertArrayEquals(text("payload"), aboveIt.payload());
    }

    /** Dropped properties are checked like all others. */
    @ParameterizedTest
    @ValueSource(strings = {"26 00 01 FF 00 00", "26 00 00 00 01 FF", "26 00 00 00 01 00", "26 00 00 00 02 61"})
    void aUserPropertyBeyondTheLimitMustBeWellFormed(String property) {
        byte[] one = userProperty("a", "1");

        MalformedPacket refused = refused("t", one, one, one, one, hex(property));

        assertEquals(CloseReason.MALFORMED_PACKET, refused.reason());
    }

    /** Section 2.2.2.1: the payload is not part of the properties. */
    @Test
    void aPropertyMustNotReachIntoThePayload() {
        byte[] packet = packet(Wire.PUBLISH, string("t"), bytes(3), bytes(0x02, 0, 0), text("payload"));

        assertRefused(MALFORMED_PACKET, "ends within Message Expiry Interval", TestClient.refused(MQTT_5, packet));
    }

    private static PublishPacket publish(String topic, byte[]... properties) {
        return decode(PublishPacket.class, MQTT_5, packetOf(topic, properties));
    }

    private static MalformedPacket refused(String topic, byte[]... properties) {
        return TestClient.refused(MQTT_5, packetOf(topic, properties));
    }

    private static byte[] packetOf(String topic, byte[]... properties) {
        return packet(Wire.PUBLISH, string(topic), properties(properties), text("payload"));
    }
}
