package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Splits the bytes of one client into packets. It checks a fixed header (MQTT 5.0 section 2.1) as soon
 * as the header is complete, so that it never waits for the rest of a packet that will be refused.
 */
final class PacketReader {
    private static final int MAX_LENGTH_BYTES = 4;

    /**
     * Free space in the buffer that is always enough: several socket reads, or what TLS and WebSocket
     * pass on at once.
     */
    private static final int ENOUGH_ROOM = 64 * 1024;

    private final DecoderLimits limits;
    private final PublishDecoder publishes;
    private @Nullable ProtocolVersion version;

    PacketReader(DecoderLimits limits) {
        this.limits = limits;
        this.publishes = new PublishDecoder(limits);
    }

    /**
     * Reads one packet from a buffer that has at least one byte.
     *
     * @return {@code null} and an unchanged buffer when the packet is incomplete; a {@link
     *     MalformedPacket} and an empty buffer when it breaks the standard
     */
    @Nullable
    InboundPacket read(ByteBuf in) {
        int start = in.readerIndex();
        int end = in.writerIndex();
        PacketType type = PacketType.of(in.getUnsignedByte(start));
        try {
            InboundPacket packet = readPacket(type, in);
            in.setIndex(packet == null ? start : in.readerIndex(), end);
            return packet;
        } catch (MalformedException problem) {
            in.setIndex(end, end);
            return problem.toPacket(type.name(), version);
        }
    }

    private @Nullable InboundPacket readPacket(PacketType type, ByteBuf in) throws MalformedException {
        int start = in.readerIndex();
        int flags = in.readByte() & 0b1111;
        checkFirstByte(type, flags);
        if (!hasRemainingLength(in)) {
            return null;
        }
        int length = Fields.readPaddedVariableByteInteger(in, "remaining length");
        boolean padded = Fields.isPadded(in, start + 1);
        checkSize((long) in.readerIndex() - start + length);
        if (in.readableBytes() < length) {
            makeRoom(in, length - in.readableBytes());
            return null;
        }
        in.writerIndex(in.readerIndex() + length);
        InboundPacket packet = readBody(type, flags, in);
        checkEnd(in, padded);
        return packet;
    }

    private void checkFirstByte(PacketType type, int flags) throws MalformedException {
        if (type == PacketType.RESERVED) {
            throw MalformedException.malformed("packet type 0 is reserved (section 2.1.2)");
        }
        if (version == null && type != PacketType.CONNECT) {
            throw MalformedException.protocolError("the first packet is not CONNECT [MQTT-3.1.0-1]");
        }
        if (version != null && type == PacketType.CONNECT) {
            throw MalformedException.protocolError("second CONNECT [MQTT-3.1.0-2]");
        }
        if (type == PacketType.AUTH && !isMqtt5()) {
            throw MalformedException.malformed("packet type 15 is reserved before MQTT 5");
        }
        type.checkFlags(flags, version);
    }

    private static boolean hasRemainingLength(ByteBuf in) {
        int available = Math.min(in.readableBytes(), MAX_LENGTH_BYTES);
        for (int i = 0; i < available; i++) {
            if (in.getByte(in.readerIndex() + i) >= 0) {
                return true;
            }
        }
        return available == MAX_LENGTH_BYTES;
    }

    private void checkSize(long size) throws MalformedException {
        if (size > limits.maxPacketSize()) {
            throw MalformedException.tooLarge(
                    "packet has %d bytes, more than %d [MQTT-3.2.2-15]".formatted(size, limits.maxPacketSize()));
        }
    }

    /**
     * Doubles the buffer of an incomplete packet when its free space runs out, up to the end of the
     * packet. Reserving the whole packet at once would let a header claim memory for bytes that never
     * come. Netty's own growth in steps of 4 MiB would copy a large packet again and again.
     */
    private static void makeRoom(ByteBuf in, int missing) {
        if (in.writableBytes() < Math.min(missing, ENOUGH_ROOM)) {
            in.ensureWritable(Math.min(missing, in.readableBytes()), false);
        }
    }

    private InboundPacket readBody(PacketType type, int flags, ByteBuf in) throws MalformedException {
        return switch (type) {
            case CONNECT -> readConnect(in);
            case PUBLISH -> publishes.decode(in, flags, isMqtt5());
            case PUBACK, PUBREC -> reasons(in).decodeReceipt(type);
            case PUBREL -> reasons(in).decodePubrel();
            case PUBCOMP -> reasons(in).decodePubcomp();
            case SUBSCRIBE -> subscriptions(in).decodeSubscribe();
            case UNSUBSCRIBE -> subscriptions(in).decodeUnsubscribe();
            case PINGREQ -> PingreqPacket.INSTANCE;
            case DISCONNECT -> reasons(in).decodeDisconnect();
            case AUTH -> reasons(in).decodeAuth();
            case RESERVED, CONNACK, SUBACK, UNSUBACK, PINGRESP -> skip(type, in);
        };
    }

    private ConnectPacket readConnect(ByteBuf in) throws MalformedException {
        ProtocolVersion announced = ProtocolHeader.read(in);
        version = announced;
        return ConnectDecoder.decode(in, announced, limits);
    }

    private ReasonDecoder reasons(ByteBuf in) {
        return new ReasonDecoder(in, isMqtt5(), limits);
    }

    private SubscriptionDecoder subscriptions(ByteBuf in) {
        return new SubscriptionDecoder(in, isMqtt5(), limits);
    }

    /**
     * Skips the body of a packet that only servers may send: the packet is refused whatever the body
     * contains.
     */
    private static UnexpectedPacket skip(PacketType type, ByteBuf in) {
        in.skipBytes(in.readableBytes());
        return new UnexpectedPacket(type.name());
    }

    private void checkEnd(ByteBuf in, boolean padded) throws MalformedException {
        if (in.isReadable()) {
            throw MalformedException.malformed("%d bytes left over after the last field".formatted(in.readableBytes()));
        }
        // MQTT 3 allows padding, and the version is only known after the body of a CONNECT has been
        // read.
        if (padded && isMqtt5()) {
            throw MalformedException.malformed("remaining length takes more bytes than needed [MQTT-1.5.5-1]");
        }
    }

    private boolean isMqtt5() {
        return version == ProtocolVersion.MQTT_5;
    }
}
