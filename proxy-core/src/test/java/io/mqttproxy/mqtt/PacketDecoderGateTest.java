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
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a gate holds packets back. */
class PacketDecoderGateTest {
    private static final byte[] PING = packet(Wire.PINGREQ);
    private static final byte[] PUBREL = packet(Wire.PUBREL, twoBytes(1));

    private final TestClient client = TestClient.connected(MQTT_3_1_1);
    private final PacketDecoder decoder = client.decoder;
    private final FakeGate gate = new FakeGate();

    @BeforeEach
    void putUpTheGate() {
        decoder.gate(gate);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void publishesAreHeldAndOtherPacketsBeforeThemAreNot() {
        gate.holdPublishes();

        assertEquals(List.of("PINGREQ", "PUBREL"), names(client.sends(join(PING, PUBREL, publish("a"), PING))));
        assertTrue(decoder.isHolding());
    }

    @Test
    void heldPacketsArriveInOrder() {
        gate.holdPublishes();
        assertEquals(List.of(), client.sends(join(publish("a"), PING), publish("b")));

        gate.open();

        assertEquals(List.of("a", "PINGREQ", "b"), names(client.deliver()));
        assertFalse(decoder.isHolding());
        assertEquals(List.of("c"), names(client.sends(publish("c"))));
    }

    @Test
    void everythingIsHeld() {
        gate.holdEverything();

        assertEquals(List.of(), client.sends(PING));
        assertTrue(decoder.isHolding());

        gate.holdPublishes();
        assertEquals(List.of("PINGREQ"), names(client.deliver()));
        assertFalse(decoder.isHolding());
    }

    @Test
    void aShutGateWithoutBytesHoldsNothing() {
        gate.holdEverything();

        assertFalse(decoder.isHolding());
    }

    @Test
    void theFirstByteOfAPublishIsEnoughToBeHeld() {
        gate.holdPublishes();

        assertEquals(List.of(), client.sends(bytes(PUBLISH)));
        assertTrue(decoder.isHolding());
    }

    @Test
    void anIncompletePublishIsHeldToo() {
        client.sends(bytes(PUBLISH));
        gate.holdPublishes();
        assertTrue(decoder.isHolding());

        gate.open();
        assertEquals(List.of(), client.deliver());
        assertFalse(decoder.isHolding());
    }

    @Test
    void aGateThatOpensAgainAtOnceStopsNothing() {
        client.onPacket(packet -> {
            gate.holdEverything();
            gate.open();
        });

        assertEquals(List.of("a", "PINGREQ"), names(client.sends(join(publish("a"), PING))));
        assertFalse(decoder.isHolding());
    }

    @Test
    void aGateThatShutsWhileAPacketIsHandledStopsTheNextOneOfTheSameRead() {
        client.onPacket(packet -> gate.holdPublishes());

        assertEquals(List.of("a"), names(client.sends(join(publish("a"), publish("b")))));
        assertTrue(decoder.isHolding());
    }

    @Test
    void publishesCanBeReleasedOneByOne() {
        client.onPacket(packet -> gate.holdPublishes());
        assertEquals(List.of("a"), names(client.sends(join(publish("a"), publish("b"), PING, publish("c")))));

        gate.open();
        assertEquals(List.of("b", "PINGREQ"), names(client.deliver()));
        gate.open();
        assertEquals(List.of("c"), names(client.deliver()));
        assertFalse(decoder.isHolding());
    }

    @Test
    void deliveringWithNothingToDecodeDoesNothing() {
        assertEquals(List.of(), client.deliver());

        client.sends(bytes(PUBLISH, 5));
        assertEquals(List.of(), client.deliver());
    }

    @Test
    void deliveringWhileStillHeldDoesNothing() {
        gate.holdPublishes();
        client.sends(publish("a"));

        assertEquals(List.of(), client.deliver());
        assertTrue(decoder.isHolding());
    }

    @Test
    void anIncompletePacketThatMayPassIsNotHeld() {
        client.sends(bytes(PUBLISH));
        assertFalse(decoder.isHolding());

        assertEquals(List.of("t"), names(client.sends(bytes(4), string("t"), text("p"))));
    }

    @Test
    void aMalformedPacketIsHeldLikeAnyOther() {
        gate.holdPublishes();
        byte[] qos3 = bytes(PUBLISH | 0b0110, 0);
        assertEquals(List.of(), client.sends(qos3));

        gate.open();

        assertInstanceOf(MalformedPacket.class, client.deliver().get(0));
    }

    @Test
    void nothingIsHeldAfterAMalformedPacket() {
        client.sends(bytes(0, 0));
        gate.holdEverything();

        assertEquals(List.of(), client.sends(PING));
        assertFalse(decoder.isHolding());
    }

    /**
     * A client may publish and leave at once. {@code close} in the test client checks that the bytes
     * are released.
     */
    @Test
    void heldPacketsArePassedOnWhenTheChannelCloses() {
        gate.holdPublishes();
        client.sends(join(publish("a"), PING));

        assertEquals(2, client.disconnects().size());
        assertEquals(0, client.allocator.metric().usedHeapMemory());
    }

    /** Otherwise what they lead to would wait for another event, which may not come. */
    @Test
    void heldPacketsOfAClosedChannelAreAReadEvenIfTheLastOneIsIncomplete() {
        AtomicInteger readsCompleted = new AtomicInteger();
        gate.holdPublishes();
        client.sends(join(publish("a"), bytes(PUBLISH)));
        client.channel().pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelReadComplete(ChannelHandlerContext context) {
                readsCompleted.incrementAndGet();
            }
        });

        assertEquals(List.of("a"), names(client.disconnects()));
        assertEquals(1, readsCompleted.get());
    }

    @Test
    void theGateHearsOfEveryReadThatLeavesHeldBytes() {
        gate.holdPublishes();

        client.sends(PING);
        assertEquals(0, gate.readsHeld());
        client.sends(join(PING, publish("a")), publish("b"));

        assertEquals(2, gate.readsHeld());
    }

    @Test
    void packetsAreNotPassedOnOneWithinAnother() {
        List<Boolean> delivered = new ArrayList<>();
        ChannelHandlerContext context = client.channel().pipeline().context(decoder);
        client.onPacket(packet -> delivered.add(decoder.deliver(context)));

        assertEquals(List.of("a", "PINGREQ"), names(client.sends(join(publish("a"), PING))));
        assertEquals(List.of(false, false), delivered);
    }

    @Test
    void heldBytesAreDroppedAtTheEnd() {
        gate.holdPublishes();
        client.sends(publish("a"));

        decoder.end();

        assertEquals(0, decoder.receivedBytes());
        gate.open();
        assertEquals(List.of(), client.deliver());
        assertEquals(List.of(), client.sends(publish("b")));
    }

    /** A packet may be the reason to end while others of the same read follow. */
    @Test
    void whatFollowsAPacketThatEndsItAllIsDropped() {
        client.onPacket(packet -> decoder.end());

        assertEquals(List.of("a"), names(client.sends(join(publish("a"), publish("b")))));
        assertEquals(0, decoder.receivedBytes());
    }

    @Test
    void aRemovedDecoderFreesItsBytes() {
        client.sends(bytes(PUBLISH, 5));

        client.channel().pipeline().remove(decoder);

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
        gate.holdPublishes();

        client.sends(publish("a"), publish("b"), bytes(PUBLISH));

        assertEquals(0, reads.get());
    }

    private static byte[] publish(String topic) {
        return packet(PUBLISH, string(topic), text("payload"));
    }

    /** The topic of a PUBLISH, or the type of any other packet. */
    private static List<String> names(List<InboundPacket> packets) {
        return packets.stream().map(PacketDecoderGateTest::name).toList();
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
