package io.mqttproxy.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares our decoder with Netty's {@code MqttDecoder} on thousands of generated packets: Netty must
 * read every packet that ours accepts, with the same result. The seeds are fixed, so that failures can
 * be reproduced.
 */
class NettyComparisonTest {
    private static final int STREAMS = 250;
    private static final int PACKETS = 10;
    private static final DecoderLimits LIMITS = new DecoderLimits(1024 * 1024, 1_000);

    @ParameterizedTest
    @EnumSource
    void everyLegalPacketIsReadAsNettyReadsIt(ProtocolVersion version) {
        for (int seed = 0; seed < STREAMS; seed++) {
            byte[] stream = stream(new PacketGenerator(seed, version));

            List<String> ours = ours(stream);

            assertEquals(PACKETS + 1, ours.size(), "seed " + seed);
            assertEquals(netty(stream), ours, "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void itMakesNoDifferenceHowTheBytesArrive(ProtocolVersion version) {
        for (int seed = 0; seed < STREAMS / 4; seed++) {
            byte[] stream = stream(new PacketGenerator(seed, version));
            List<String> atOnce = ours(stream);

            assertEquals(atOnce, ours(cut(stream, 1, new Random(seed))), "byte by byte, seed " + seed);
            assertEquals(atOnce, ours(cut(stream, 200, new Random(seed))), "in pieces, seed " + seed);
        }
    }

    /** Closing the client also checks that there was neither an exception nor a leak. */
    @ParameterizedTest
    @EnumSource
    void damagedPacketsThatAreAcceptedReadTheSameAsWithNetty(ProtocolVersion version) {
        int accepted = 0;
        for (int seed = 0; seed < STREAMS * 5; seed++) {
            PacketGenerator generator = new PacketGenerator(seed, version);
            byte[] connect = generator.connect();
            byte[] damaged = Damage.to(generator.next(), new Random(seed));

            accepted += assertNettyAgrees(version, seed, Wire.join(connect, damaged, Wire.packet(Wire.PINGREQ)));
        }
        assertTrue(accepted > STREAMS, "too few accepted to mean anything: " + accepted);
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedConnectThatIsAcceptedReadsTheSameAsWithNetty(ProtocolVersion version) {
        for (int seed = 0; seed < STREAMS * 5; seed++) {
            PacketGenerator generator = new PacketGenerator(seed, version);

            assertNettyAgrees(version, seed, Damage.to(generator.connect(), new Random(seed)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void randomBytesDoNoHarm(ProtocolVersion version) {
        for (int seed = 0; seed < STREAMS * 5; seed++) {
            byte[] noise = new byte[200];
            new Random(seed).nextBytes(noise);

            assertNettyAgrees(version, seed, Wire.join(Wire.connect(version), noise));
        }
    }

    /** Returns how many packets both decoders accepted, not counting the CONNECT. */
    private static int assertNettyAgrees(ProtocolVersion version, int seed, byte[] stream) {
        List<String> netty = netty(stream);
        int accepted = 0;
        for (InboundPacket packet : decode(stream)) {
            boolean refused = accepted == netty.size();
            if (packet instanceof MalformedPacket || (refused && isLenient(version, packet, stream))) {
                break;
            }
            assertFalse(refused, () -> "seed " + seed + ": Netty refuses " + PacketFields.of(packet));
            assertEquals(netty.get(accepted), PacketFields.of(packet), "seed " + seed);
            accepted++;
        }
        return Math.max(0, accepted - 1);
    }

    /**
     * The packets that ours accepts and Netty's does not: packets that only servers send are not
     * parsed, Mosquitto's bridge bit is known, and MQTT 3.1 clients may set unused flags and leave out
     * user name and password.
     */
    private static boolean isLenient(ProtocolVersion version, InboundPacket packet, byte[] stream) {
        return packet instanceof UnexpectedPacket
                || (packet instanceof ConnectPacket && hasBridgeBit(stream))
                || (version == ProtocolVersion.MQTT_3_1 && !(packet instanceof PublishPacket));
    }

    /** The highest bit of the protocol level, which follows the fixed header and the protocol name. */
    private static boolean hasBridgeBit(byte[] connect) {
        int name = 1;
        while (connect[name] < 0) {
            name++;
        }
        int nameLength = connect[name + 2];
        return connect[name + 3 + nameLength] < 0;
    }

    private static byte[] stream(PacketGenerator generator) {
        byte[] stream = generator.connect();
        for (int i = 0; i < PACKETS; i++) {
            stream = Wire.join(stream, generator.next());
        }
        return stream;
    }

    private static byte[][] cut(byte[] stream, int longest, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        for (int start = 0; start < stream.length; ) {
            int end = Math.min(stream.length, start + 1 + random.nextInt(longest));
            pieces.add(Arrays.copyOfRange(stream, start, end));
            start = end;
        }
        return pieces.toArray(byte[][]::new);
    }

    private static List<String> ours(byte[]... reads) {
        return decode(reads).stream().map(PacketFields::of).toList();
    }

    private static List<InboundPacket> decode(byte[]... reads) {
        try (TestClient client = new TestClient(LIMITS)) {
            return client.sends(reads);
        }
    }

    private static List<String> netty(byte[] stream) {
        EmbeddedChannel channel = new EmbeddedChannel(new MqttDecoder(1024 * 1024, 65_535));
        channel.writeInbound(Unpooled.wrappedBuffer(stream));
        List<String> texts = new ArrayList<>();
        for (MqttMessage message = channel.readInbound(); message != null; message = channel.readInbound()) {
            if (message.decoderResult().isSuccess()) {
                texts.add(NettyText.of(message));
            }
            ReferenceCountUtil.release(message);
        }
        channel.finishAndReleaseAll();
        return texts;
    }
}
