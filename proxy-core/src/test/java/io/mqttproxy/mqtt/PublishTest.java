package io.mqttproxy.mqtt;

import static io.mqttproxy.mqtt.Malformed.MALFORMED_PACKET;
import static io.mqttproxy.mqtt.Malformed.PROTOCOL_ERROR;
import static io.mqttproxy.mqtt.Malformed.TOPIC_NAME_INVALID;
import static io.mqttproxy.mqtt.Malformed.assertRefused;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_5;
import static io.mqttproxy.mqtt.TestClient.decode;
import static io.mqttproxy.mqtt.TestClient.refused;
import static io.mqttproxy.mqtt.Wire.DUP;
import static io.mqttproxy.mqtt.Wire.NO_PROPERTIES;
import static io.mqttproxy.mqtt.Wire.PUBLISH;
import static io.mqttproxy.mqtt.Wire.QOS_1;
import static io.mqttproxy.mqtt.Wire.QOS_2;
import static io.mqttproxy.mqtt.Wire.RETAIN;
import static io.mqttproxy.mqtt.Wire.bytes;
import static io.mqttproxy.mqtt.Wire.packet;
import static io.mqttproxy.mqtt.Wire.string;
import static io.mqttproxy.mqtt.Wire.text;
import static io.mqttproxy.mqtt.Wire.twoBytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.Qos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 3.3 of MQTT 5.0 and MQTT 3.1.1, without properties. */
class PublishTest {

    /** [MQTT-3.3.2-1] of both versions. */
    @ParameterizedTest
    @EnumSource
    void everyFieldIsRead(ProtocolVersion version) {
        PublishPacket packet = decode(
                PublishPacket.class,
                version,
                packet(
                        PUBLISH | QOS_1 | DUP | RETAIN,
                        string("a/b"),
                        twoBytes(65_535),
                        noProperties(version),
                        bytes(0, 1, 255)));

        assertEquals("a/b", packet.topic());
        assertEquals(0, packet.topicAlias());
        assertEquals(65_535, packet.packetId());
        assertEquals(Qos.AT_LEAST_ONCE, packet.qos());
        assertTrue(packet.dup());
        assertTrue(packet.retain());
        assertSame(PublishProperties.NONE, packet.properties());
        assertArrayEquals(bytes(0, 1, 255), packet.payload());
    }

    /** [MQTT-2.2.1-2], MQTT 3.1.1 [MQTT-2.3.1-5]: what follows the topic of QoS 0 is payload. */
    @ParameterizedTest
    @EnumSource
    void qos0HasNoPacketIdentifier(ProtocolVersion version) {
        PublishPacket packet = decode(
                PublishPacket.class, version, packet(PUBLISH, string("t"), noProperties(version), text("payload")));

        assertEquals(Qos.AT_MOST_ONCE, packet.qos());
        assertEquals(0, packet.packetId());
        assertFalse(packet.dup());
        assertFalse(packet.retain());
        assertArrayEquals(text("payload"), packet.payload());
    }

    @Test
    void qos2IsRead() {
        PublishPacket packet =
                decode(PublishPacket.class, MQTT_3_1_1, packet(PUBLISH | QOS_2, string("t"), twoBytes(1)));

        assertEquals(Qos.EXACTLY_ONCE, packet.qos());
        assertEquals(1, packet.packetId());
    }

    /** Section 3.3.3 of both versions. */
    @ParameterizedTest
    @EnumSource
    void thePayloadMayBeEmpty(ProtocolVersion version) {
        PublishPacket packet =
                decode(PublishPacket.class, version, packet(PUBLISH, string("t"), noProperties(version)));

        assertEquals(0, packet.payload().length);
    }

    /** [MQTT-3.3.1-4] of both versions; the first byte is enough. */
    @ParameterizedTest
    @EnumSource
    void qos3IsMalformed(ProtocolVersion version) {
        assertRefused(MALFORMED_PACKET, "[MQTT-3.3.1-4]", refused(version, bytes(PUBLISH | QOS_1 | QOS_2)));
    }

    /** [MQTT-3.3.1-2] of both versions; the first byte is enough. */
    @ParameterizedTest
    @EnumSource
    void dupWithQos0IsAProtocolError(ProtocolVersion version) {
        assertRefused(PROTOCOL_ERROR, "[MQTT-3.3.1-2]", refused(version, bytes(PUBLISH | DUP)));
    }

    /** [MQTT-3.3.2-2] of both versions; [MQTT-4.7.0-1], MQTT 3.1.1 [MQTT-4.7.1-1]. */
    @ParameterizedTest
    @ValueSource(strings = {"+", "#", "a/+/b", "a/#", "a+", "a#b"})
    void aTopicWithAWildcardIsInvalid(String topic) {
        assertRefused(TOPIC_NAME_INVALID, "[MQTT-3.3.2-2]", refused(MQTT_3_1_1, packet(PUBLISH, string(topic))));
        assertRefused(
                TOPIC_NAME_INVALID, "[MQTT-3.3.2-2]", refused(MQTT_5, packet(PUBLISH, string(topic), NO_PROPERTIES)));
    }

    @Test
    void aLongTopicWithAWildcardIsAlsoInvalid() {
        byte[] packet = packet(PUBLISH, string("t".repeat(1_000) + "/+"));

        assertRefused(TOPIC_NAME_INVALID, "[MQTT-3.3.2-2]", refused(MQTT_3_1_1, packet));
    }

    /** [MQTT-4.7.3-1] of both versions. */
    @Test
    void anEmptyTopicIsInvalidBeforeMqtt5() {
        assertRefused(TOPIC_NAME_INVALID, "[MQTT-4.7.3-1]", refused(MQTT_3_1_1, packet(PUBLISH, string(""))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//", " ", "a//b", "$SYS/broker", "\u00E4/\uD83D\uDE00"})
    void anyOtherTopicIsValid(String topic) {
        assertEquals(
                topic,
                decode(PublishPacket.class, MQTT_3_1_1, packet(PUBLISH, string(topic)))
                        .topic());
    }

    @Test
    void aPublishWithoutItsFieldsIsMalformed() {
        assertRefused(MALFORMED_PACKET, "ends within topic name", refused(MQTT_3_1_1, packet(PUBLISH)));
        assertRefused(
                MALFORMED_PACKET,
                "ends within packet identifier",
                refused(MQTT_3_1_1, packet(PUBLISH | QOS_1, string("t"), bytes(0))));
        assertRefused(MALFORMED_PACKET, "ends within property length", refused(MQTT_5, packet(PUBLISH, string("t"))));
    }

    @Test
    void theProblemQuotesNeitherTopicNorPayload() {
        MalformedPacket verdict = refused(MQTT_3_1_1, packet(PUBLISH, string("private/#"), text("secret")));

        assertEquals("PUBLISH", verdict.packet());
        assertFalse(verdict.problem().contains("private"), verdict.problem());
        assertFalse(verdict.problem().contains("secret"), verdict.problem());
    }

    private static byte[] noProperties(ProtocolVersion version) {
        return version.isMqtt5() ? NO_PROPERTIES : new byte[0];
    }
}
