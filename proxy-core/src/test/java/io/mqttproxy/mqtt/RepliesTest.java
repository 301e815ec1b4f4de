package io.mqttproxy.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The answers of each version, byte by byte. */
class RepliesTest {
    private static final Replies MQTT_3 = Replies.to(ProtocolVersion.MQTT_3_1_1);
    private static final Replies MQTT_5 = Replies.to(ProtocolVersion.MQTT_5);
    private static final AnnouncedLimits LIMITS = new AnnouncedLimits(1_000, 0, 0);
    private static final SessionTerms AS_ASKED = new SessionTerms(60, false, 0, false);

    private final EmbeddedChannel channel = new EmbeddedChannel(MqttEncoder.INSTANCE);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void mqtt3AcceptsInFourBytes() {
        assertEquals("20020000", bytes(MQTT_3.connectAccepted(LIMITS, "ignored", AS_ASKED), false));
    }

    @Test
    void mqtt5SendsOnlyPropertiesThatDifferFromTheirDefault() {
        String maximumPacketSize = "27000003e8";
        String subscriptions = "2800" + "2900" + "2a00";

        assertEquals(
                "200e" + "0000" + "0b" + subscriptions + maximumPacketSize, accepted(MQTT_5, LIMITS, null, AS_ASKED));
    }

    @Test
    void mqtt5MayPublishWithRetain() {
        String connack = accepted(MQTT_5, new AnnouncedLimits(1_000, 10, 16), "id", AS_ASKED);

        assertFalse(connack.contains("2500"), "Retain Available 0 forbids it");
    }

    @Test
    void mqtt5SendsEveryLimitThatTheClientMustKnow() {
        AnnouncedLimits limits = new AnnouncedLimits(1_000, 10, 16);
        SessionTerms imposed = new SessionTerms(60, true, 30, true);

        String connack = accepted(MQTT_5, limits, "id", imposed);

        assertTrue(connack.contains("21000a"), "Receive Maximum");
        assertTrue(connack.contains("220010"), "Topic Alias Maximum");
        assertTrue(connack.contains("13003c"), "Server Keep Alive");
        assertTrue(connack.contains("110000001e"), "Session Expiry Interval");
        assertTrue(connack.contains("1200026964"), "Assigned Client Identifier");
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalHasTheCodeOfItsVersion(Refusal refusal) {
        assertEquals("200200%02x".formatted(refusal.mqtt3Code()), bytes(MQTT_3.connectRefused(refusal), false));
        assertEquals("200300%02x00".formatted(refusal.mqtt5Code()), bytes(MQTT_5.connectRefused(refusal), true));
    }

    @Test
    void anUnknownProtocolLevelIsAnsweredAsInMqtt311() {
        assertEquals("20020001", bytes(Replies.unsupportedVersion(), false));
    }

    @ParameterizedTest
    @CsvSource({
        "MALFORMED_PACKET, 81",
        "PROTOCOL_ERROR, 82",
        "UNSUPPORTED_PROTOCOL_VERSION, 84",
        "TOPIC_INVALID, 90",
        "PACKET_TOO_LARGE, 95",
        "QUOTA_EXCEEDED, 97"
    })
    void aMalformedConnectOfMqtt5IsAnsweredWithTheReasonCodeOfTheDecoder(CloseReason reason, String code) {
        MalformedPacket packet = new MalformedPacket("CONNECT", ProtocolVersion.MQTT_5, reason, "problem");

        assertEquals("200300" + code + "00", bytes(MQTT_5.connectMalformed(packet), true));
        assertNull(MQTT_3.connectMalformed(packet));
    }

    @Test
    void onlyInMqtt5DoesTheProxySendADisconnect() {
        assertNull(MQTT_3.disconnect(0x8B, "stopping"));
        assertNull(MQTT_3.stopping("b:1", "stopping"));
        assertEquals("e0089c061c0003623a31", bytes(MQTT_5.stopping("b:1", "o"), true));
        assertEquals("e0068b041f00016f", bytes(MQTT_5.stopping(null, "o"), true));
        assertEquals("e0068b041f00016f", bytes(MQTT_5.disconnect(0x8B, "o"), true));
        assertEquals("e0028b00", bytes(MQTT_5.disconnect(0x8B, ""), true));
    }

    @Test
    void onlyMqtt5CanRefuseAPublish() {
        assertFalse(MQTT_3.hasNegativeAcks());
        assertTrue(MQTT_5.hasNegativeAcks());
    }

    static IntStream maximumPacketSizes() {
        return IntStream.rangeClosed(1, 80);
    }

    @ParameterizedTest
    @MethodSource("maximumPacketSizes")
    void noAnswerIsLargerThanTheClientsMaximumPacketSize(int maximum) {
        Mqtt5Replies replies = new Mqtt5Replies(maximum);
        AnnouncedLimits limits = new AnnouncedLimits(1_000, 10, 16);
        SessionTerms imposed = new SessionTerms(60, true, 30, true);

        assertFits(maximum, replies.connectAccepted(limits, "a client id", imposed));
        assertFits(maximum, replies.connectRefused(Refusal.BAD_CREDENTIALS));
        assertFits(maximum, replies.disconnect(0x8B, "the proxy is stopping"));
        assertFits(maximum, replies.subscribeRefused(new SubscribePacket(1, 20)));
        assertFits(maximum, replies.unsubscribed(new UnsubscribePacket(1, 20)));
    }

    @Test
    void anAnswerOfExactlyTheMaximumPacketSizeIsSent() {
        assertEquals("2003008600", bytes(new Mqtt5Replies(5).connectRefused(Refusal.BAD_CREDENTIALS), true));
        assertEquals("9004000100" + "83", bytes(new Mqtt5Replies(6).subscribeRefused(new SubscribePacket(1, 1)), true));
        assertEquals("b004000100" + "11", bytes(new Mqtt5Replies(6).unsubscribed(new UnsubscribePacket(1, 1)), true));
        assertEquals("e0068b041f00016f", bytes(new Mqtt5Replies(9).disconnect(0x8B, "o"), true));
    }

    @Test
    void answersWhoseLengthTakesTwoBytesFitToo() {
        for (int maximum = 120; maximum < 150; maximum++) {
            Mqtt5Replies replies = new Mqtt5Replies(maximum);
            assertFits(maximum, replies.disconnect(0x8B, "x".repeat(118)));
            assertFits(maximum, replies.subscribeRefused(new SubscribePacket(1, 122)));
            assertFits(maximum, replies.unsubscribed(new UnsubscribePacket(1, 126)));
        }
    }

    @Test
    void aDisconnectLosesItsReasonStringBeforeItIsLeftOut() {
        String text = bytes(new Mqtt5Replies(20).disconnect(0x8B, "a text of more than twenty bytes"), true);

        assertEquals("e0028b00", text);
    }

    private void assertFits(int maximum, @Nullable MqttMessage message) {
        if (message != null) {
            int size = bytes(message, true).length() / 2;
            assertTrue(size <= maximum, () -> size + " bytes are more than " + maximum);
        }
    }

    private String accepted(Replies replies, AnnouncedLimits limits, @Nullable String assigned, SessionTerms terms) {
        return bytes(replies.connectAccepted(limits, assigned, terms), true);
    }

    private String bytes(@Nullable MqttMessage message, boolean mqtt5) {
        assertNotNull(message);
        channel.attr(AttributeKey.<MqttVersion>valueOf("NETTY_CODEC_MQTT_VERSION"))
                .set(mqtt5 ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1);
        channel.writeOutbound(message);
        ByteBuf bytes = channel.readOutbound();
        try {
            return ByteBufUtil.hexDump(bytes);
        } finally {
            bytes.release();
        }
    }
}
