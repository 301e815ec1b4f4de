package io.mqttproxy.mqtt;

import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.mqttproxy.mqtt.Wire.PUBLISH;
import static io.mqttproxy.mqtt.Wire.bytes;
import static io.mqttproxy.mqtt.Wire.join;
import static io.mqttproxy.mqtt.Wire.packet;
import static io.mqttproxy.mqtt.Wire.string;
import static io.mqttproxy.mqtt.Wire.text;
import static io.mqttproxy.mqtt.Wire.twoBytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the receiver of the packets holds them back. */
class PacketDecoderHoldTest {
    private static final byte[] PING = packet(Wire.PINGREQ);
    private static final byte[] PUBREL = packet(Wire.PUBREL, twoBytes(1));

    private final TestClient client = TestClient.connected(MQTT_3_1_1);
    private final PacketDecoder decoder = client.decoder;

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void publishesAreHeldAndOtherPacketsBeforeThemAreNot() {
        decoder.hold(Hold.PUBLISHES);

        assertEquals(List.of("PINGREQ", "PUBREL"), names(client.sends(join(PING, PUBREL, publish("a"), PING))));
        assertTrue(decoder.isBlocked());
    }

    @Test
    void heldPacketsArriveInOrder() {
        decoder.hold(Hold.PUBLISHES);
        assertEquals(List.of(), client.sends(join(publish("a"), PING), publish("b")));

        decoder.hold(Hold.NOTHING);

        assertTrue(decoder.isBlocked());
        assertEquals(List.of("a", "PINGREQ", "b"), names(client.resumes()));
        assertFalse(decoder.isBlocked());
        assertEquals(List.of("c"), names(client.sends(publish("c"))));
    }

    @Test
    void everythingIsHeld() {
        decoder.hold(Hold.EVERYTHING);

        assertEquals(List.of(), client.sends(PING));
        assertTrue(decoder.isBlocked());

        decoder.hold(Hold.PUBLISHES);
        assertEquals(List.of("PINGREQ"), names(client.resumes()));
        assertFalse(decoder.isBlocked());
    }

    @Test
    void aHoldWithoutBytesBlocksNothing() {
        decoder.hold(Hold.EVERYTHING);

        assertFalse(decoder.isBlocked());
    }

    @Test
    void theFirstByteOfAPublishIsEnoughToBeHeld() {
        decoder.hold(Hold.PUBLISHES);

        assertEquals(List.of(), client.sends(bytes(PUBLISH)));
        assertTrue(decoder.isBlocked());
    }

    @Test
    void anIncompletePublishIsHeldToo() {
        client.sends(bytes(PUBLISH));
        decoder.hold(Hold.PUBLISHES);
        assertTrue(decoder.isBlocked());

        decoder.hold(Hold.NOTHING);
        assertEquals(List.of(), client.resumes());
        assertFalse(decoder.isBlocked());
    }

    /** A hold that is released before the next packet has no effect. */
    @Test
    void aHoldThatAListenerReleasesAtOnceStopsNothing() {
        client.onPacket(packet -> {
            decoder.hold(Hold.EVERYTHING);
            decoder.hold(Hold.NOTHING);
        });

        assertEquals(List.of("a", "PINGREQ"), names(client.sends(join(publish("a"), PING))));
        assertFalse(decoder.isBlocked());
    }

    /** A listener may set a hold because of one packet while more packets of the same read follow. */
    @Test
    void aHoldSetByAListenerStopsTheNextPacketOfTheSameRead() {
        client.onPacket(packet -> decoder.hold(Hold.PUBLISHES));

        assertEquals(List.of("a"), names(client.sends(join(publish("a"), publish("b")))));
        assertTrue(decoder.isBlocked());
    }

    @Test
    void publishesCanBeReleasedOneByOne() {
        client.onPacket(packet -> decoder.hold(Hold.PUBLISHES));
        assertEquals(List.of("a"), names(client.sends(join(publish("a"), publish("b"), PING, publish("c")))));

        decoder.hold(Hold.NOTHING);
        assertEquals(List.of("b", "PINGREQ"), names(client.resumes()));
        decoder.hold(Hold.NOTHING);
        assertEquals(List.of("c"), names(client.resumes()));
        assertFalse(decoder.isBlocked());
    }

    @Test
    void resumingWithNothingToDecodeDoesNothing() {
        assertEquals(List.of(), client.resumes());

        client.sends(bytes(PUBLISH, 5));
        assertEquals(List.of(), client.resumes());
    }

    @Test
    void resumingWhileStillHeldDoesNothing() {
        decoder.hold(Hold.PUBLISHES);
        client.sends(publish("a"));

        assertEquals(List.of(), client.resumes());
        assertTrue(decoder.isBlocked());
    }

    @Test
    void anIncompletePacketBlocksNothing() {
        client.sends(bytes(PUBLISH));
        assertFalse(decoder.isBlocked());

        assertEquals(List.of("t"), names(client.sends(bytes(4), string("t"), text("p"))));
    }

    @Test
    void aMalformedPacketIsHeldLikeAnyOther() {
        decoder.hold(Hold.PUBLISHES);
        byte[] qos3 = bytes(PUBLISH | 0b0110, 0);
        assertEquals(List.of(), client.sends(qos3));

        decoder.hold(Hold.NOTHING);

        assertInstanceOf(MalformedPacket.class, client.resumes().get(0));
    }

    @Test
    void nothingIsHeldAfterAMalformedPacket() {
        client.sends(bytes(0, 0));
        decoder.hold(Hold.EVERYTHING);

        assertEquals(List.of(), client.sends(PING));
        assertFalse(decoder.isBlocked());
    }

    /**
     * A client may publish and leave at once. {@code close} in the test client checks that the bytes
     * are released.
     */
    @Test
    void heldPacketsArePassedOnWhenTheChannelCloses() {
        decoder.hold(Hold.PUBLISHES);
        client.sends(join(publish("a"), PING));

        assertEquals(2, client.disconnects().size());
        assertEquals(0, client.allocator.metric().usedHeapMemory());
    }

    /** If the decoder asked for reads itself, bytes would pile up behind a closed gate. */
    @Test
    void theDecoderNeverAsksForARead() {
        AtomicInteger reads = new AtomicInteger();
        EmbeddedChannel channel = client.channel();
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void read(ChannelHandlerContext context) {
                reads.incrementAndGet();
            }
        });
        channel.config().setAutoRead(false);
        decoder.hold(Hold.PUBLISHES);

        client.sends(publish("a"), publish("b"), bytes(PUBLISH));

        assertEquals(0, reads.get());
    }

    private static byte[] publish(String topic) {
        return packet(PUBLISH, string(topic), text("payload"));
    }

    /** The topic of a PUBLISH, or the type of any other packet. */
    private static List<String> names(List<InboundPacket> packets) {
        return packets.stream().map(PacketDecoderHoldTest::name).toList();
    }

    private static String name(InboundPacket packet) {
        if (packet instanceof PublishPacket publish) {
            return String.valueOf(publish.topic());
        }
        return packet instanceof PingreqPacket
                ? "PINGREQ"
                : packet instanceof PubrelPacket ? "PUBREL" : packet.toString();
    }
}
