package io.mqttproxy.mqtt;

import static io.mqttproxy.mqtt.Malformed.MALFORMED_PACKET;
import static io.mqttproxy.mqtt.Malformed.PROTOCOL_ERROR;
import static io.mqttproxy.mqtt.Malformed.TOPIC_FILTER_INVALID;
import static io.mqttproxy.mqtt.Malformed.assertRefused;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_5;
import static io.mqttproxy.mqtt.TestClient.decode;
import static io.mqttproxy.mqtt.TestClient.refused;
import static io.mqttproxy.mqtt.Wire.NO_PROPERTIES;
import static io.mqttproxy.mqtt.Wire.SUBSCRIBE;
import static io.mqttproxy.mqtt.Wire.UNSUBSCRIBE;
import static io.mqttproxy.mqtt.Wire.binary;
import static io.mqttproxy.mqtt.Wire.bytes;
import static io.mqttproxy.mqtt.Wire.hex;
import static io.mqttproxy.mqtt.Wire.join;
import static io.mqttproxy.mqtt.Wire.packet;
import static io.mqttproxy.mqtt.Wire.properties;
import static io.mqttproxy.mqtt.Wire.string;
import static io.mqttproxy.mqtt.Wire.twoBytes;
import static io.mqttproxy.mqtt.Wire.userProperty;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 3.8 and 3.10 of MQTT 5.0 and MQTT 3.1.1, section 4.7 for filters. */
class SubscriptionTest {
    private static final byte[] ID = twoBytes(10);

    @ParameterizedTest
    @EnumSource
    void theFiltersOfASubscribeAreCounted(ProtocolVersion version) {
        byte[] packet = packet(
                SUBSCRIBE,
                ID,
                noProperties(version),
                string("a/+"),
                bytes(0),
                string("#"),
                bytes(1),
                string("b"),
                bytes(2));

        SubscribePacket subscribe = decode(SubscribePacket.class, version, packet);

        assertEquals(10, subscribe.packetId());
        assertEquals(3, subscribe.filters());
    }

    @ParameterizedTest
    @EnumSource
    void theFiltersOfAnUnsubscribeAreCounted(ProtocolVersion version) {
        byte[] packet = packet(UNSUBSCRIBE, ID, noProperties(version), string("a/+"), string("#"));

        UnsubscribePacket unsubscribe = decode(UnsubscribePacket.class, version, packet);

        assertEquals(10, unsubscribe.packetId());
        assertEquals(2, unsubscribe.filters());
    }

    /** [MQTT-3.8.3-2], MQTT 3.1.1 [MQTT-3.8.3-3]. */
    @ParameterizedTest
    @EnumSource
    void aSubscribeWithoutFilterIsAProtocolError(ProtocolVersion version) {
        assertRefused(PROTOCOL_ERROR, "[MQTT-3.8.3-2]", refused(version, packet(SUBSCRIBE, ID, noProperties(version))));
    }

    /** [MQTT-3.10.3-2] of both versions. */
    @ParameterizedTest
    @EnumSource
    void anUnsubscribeWithoutFilterIsAProtocolError(ProtocolVersion version) {
        assertRefused(
                PROTOCOL_ERROR, "[MQTT-3.10.3-2]", refused(version, packet(UNSUBSCRIBE, ID, noProperties(version))));
    }

    /** [MQTT-3.8.3-1] and [MQTT-3.10.3-1] of both versions. */
    @Test
    void aFilterMustBeUtf8() {
        byte[] illFormed = binary(bytes(0xFF));

        assertRefused(
                MALFORMED_PACKET,
                "topic filter is not",
                refused(MQTT_3_1_1, packet(SUBSCRIBE, ID, illFormed, bytes(0))));
        assertRefused(MALFORMED_PACKET, "topic filter is not", refused(MQTT_3_1_1, packet(UNSUBSCRIBE, ID, illFormed)));
    }

    /** [MQTT-4.7.1-1], [MQTT-4.7.1-2] and [MQTT-4.7.3-1]; MQTT 3.1.1 [MQTT-4.7.1-2], [MQTT-4.7.1-3] and [MQTT-4.7.3-1]. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a#", "a/#/b", "#/", "##", "a+", "+a", "a/+b/c", "++"})
    void aFilterWithAMisplacedWildcardIsInvalid(String filter) {
        assertRefused(
                TOPIC_FILTER_INVALID,
                "[MQTT-4.7.1-1]",
                refused(MQTT_3_1_1, packet(SUBSCRIBE, ID, string(filter), bytes(0))));
        assertRefused(
                TOPIC_FILTER_INVALID,
                "[MQTT-4.7.1-2]",
                refused(MQTT_5, packet(UNSUBSCRIBE, ID, NO_PROPERTIES, string(filter))));
    }

    /** MQTT 3.1.1 [MQTT-3-8.3-4]: in MQTT 3 all but the QoS is reserved. */
    @Test
    void reservedOptionsAreMalformedInMqtt3() {
        for (int bit = 2; bit < 8; bit++) {
            byte[] packet = packet(SUBSCRIBE, ID, string("a"), bytes(1 << bit));

            assertRefused(MALFORMED_PACKET, "[MQTT-3.8.3-5]", refused(MQTT_3_1_1, packet));
        }
    }

    /** [MQTT-3.8.3-5]. */
    @Test
    void reservedOptionsAreMalformedInMqtt5() {
        for (int bit = 6; bit < 8; bit++) {
            assertRefused(MALFORMED_PACKET, "[MQTT-3.8.3-5]", refused(MQTT_5, subscribe("a", 1 << bit)));
        }
    }

    /** Section 3.8.3.1. */
    @ParameterizedTest
    @ValueSource(ints = {0, 0b0000_0100, 0b0000_1000, 0b0001_0000, 0b0010_0000, 0b0010_1110})
    void theOptionsOfMqtt5AreAccepted(int options) {
        assertEquals(
                1,
                decode(SubscribePacket.class, MQTT_5, subscribe("a", options)).filters());
    }

    /** Section 3.8.3.1, MQTT 3.1.1 [MQTT-3-8.3-4]. */
    @ParameterizedTest
    @EnumSource
    void qos3IsAProtocolError(ProtocolVersion version) {
        byte[] packet = packet(SUBSCRIBE, ID, noProperties(version), string("a"), bytes(3));

        assertRefused(PROTOCOL_ERROR, "QoS 3", refused(version, packet));
    }

    /** Section 3.8.3.1. */
    @Test
    void retainHandling3IsAProtocolError() {
        assertRefused(PROTOCOL_ERROR, "Retain Handling is 3", refused(MQTT_5, subscribe("a", 0b0011_0000)));
    }

    /** [MQTT-3.8.3-4]. */
    @Test
    void noLocalOnASharedSubscriptionIsAProtocolError() {
        assertRefused(PROTOCOL_ERROR, "[MQTT-3.8.3-4]", refused(MQTT_5, subscribe("$share/group/a", 0b0000_0100)));
    }

    /** [MQTT-4.8.2-1] and [MQTT-4.8.2-2]. */
    @ParameterizedTest
    @ValueSource(
            strings = {"$share/", "$share//a", "$share/group", "$share/group/", "$share/g+/a", "$share/#", "$share/g#/a"
            })
    void aSharedSubscriptionNeedsANameAndAFilter(String filter) {
        assertRefused(TOPIC_FILTER_INVALID, "[MQTT-4.8.2-2]", refused(MQTT_5, subscribe(filter, 0)));
        assertRefused(
                TOPIC_FILTER_INVALID,
                "[MQTT-4.8.2-1]",
                refused(MQTT_5, packet(UNSUBSCRIBE, ID, NO_PROPERTIES, string(filter))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$share/group/a", "$share/group/+/#", "$share/group//", "$share", "$shared/a", "$SHARE/"})
    void otherFiltersThatBeginWithADollarAreAccepted(String filter) {
        assertEquals(
                1, decode(SubscribePacket.class, MQTT_5, subscribe(filter, 0)).filters());
    }

    /** MQTT 3.1.1 knows no shared subscriptions. */
    @Test
    void aDollarShareMeansNothingInMqtt3() {
        byte[] packet = packet(SUBSCRIBE, ID, string("$share/"), bytes(0));

        assertEquals(1, decode(SubscribePacket.class, MQTT_3_1_1, packet).filters());
    }

    /** Section 3.8.2.1. */
    @Test
    void thePropertiesOfASubscribeAreAccepted() {
        byte[] all = properties(bytes(0x0B, 0xFF, 0xFF, 0xFF, 0x7F), userProperty("a", "1"), userProperty("a", "2"));

        assertEquals(
                1,
                decode(SubscribePacket.class, MQTT_5, packet(SUBSCRIBE, ID, all, string("a"), bytes(0)))
                        .filters());
    }

    /** Sections 2.2.2.2 and 3.8.2.1.2. */
    @Test
    void wrongPropertiesOfASubscribeAreRefused() {
        assertRefused(
                PROTOCOL_ERROR, "Subscription Identifier must not be 0", refused(MQTT_5, subscribe(hex("0B 00"))));
        assertRefused(PROTOCOL_ERROR, "more than once", refused(MQTT_5, subscribe(hex("0B 01 0B 01"))));
        assertRefused(MALFORMED_PACKET, "property 0x1F", refused(MQTT_5, subscribe(hex("1F 00 00"))));
    }

    /** Sections 2.2.2.2 and 3.10.2.1. */
    @Test
    void wrongPropertiesOfAnUnsubscribeAreRefused() {
        byte[] packet = packet(UNSUBSCRIBE, ID, properties(hex("0B 01")), string("a"));

        assertRefused(MALFORMED_PACKET, "property 0x0B", refused(MQTT_5, packet));
    }

    @Test
    void aSubscribeThatEndsEarlyIsMalformed() {
        assertRefused(MALFORMED_PACKET, "ends within packet identifier", refused(MQTT_3_1_1, packet(SUBSCRIBE)));
        assertRefused(
                MALFORMED_PACKET,
                "ends within subscription options",
                refused(MQTT_3_1_1, packet(SUBSCRIBE, ID, string("a"))));
        assertRefused(
                MALFORMED_PACKET,
                "ends within topic filter",
                refused(MQTT_3_1_1, packet(UNSUBSCRIBE, ID, bytes(0, 2, 'a'))));
    }

    private static byte[] subscribe(String filter, int options) {
        return packet(SUBSCRIBE, ID, NO_PROPERTIES, string(filter), bytes(options));
    }

    private static byte[] subscribe(byte[] properties) {
        return packet(SUBSCRIBE, ID, properties(properties), join(string("a"), bytes(0)));
    }

    private static byte[] noProperties(ProtocolVersion version) {
        return version.isMqtt5() ? NO_PROPERTIES : new byte[0];
    }
}
