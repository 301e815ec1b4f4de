package io.mqttproxy.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.List;

/**
 * Decodes a client's WebSocket frames (RFC 6455 section 5). The payload of binary frames is passed on
 * as it arrives, all of a read in one buffer; control frames are passed on as Netty's objects; anything
 * else is a {@link CorruptedWebSocketFrameException}.
 *
 * <p>Most clients send each packet in a frame of its own. Passed on one by one, they would cost the MQTT
 * decoder a read each. So the payload of all frames of a read is gathered in the read's own buffer:
 * unmasking writes it anyway, and writes it to where the payload of the frame before ends.
 *
 * <p>Netty's own decoder buffers a frame until it is complete. MQTT.js in a browser sends everything
 * that is published in one turn of its event loop as one frame: megabytes of small packets, which the
 * standard allows [MQTT-6.0.0-2]. The memory of this decoder does not depend on the length of a frame.
 * It buffers only the beginning of a header or of a control frame, at most 124 bytes, and copies these
 * so that they do not keep the whole read in memory. One per connection, on its event loop.
 */
final class WebSocketDecoder extends ByteToMessageDecoder {
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORTEST_HEADER = 2;
    private static final int MASK_BYTES = 4;
    private static final int MAX_CONTROL_PAYLOAD = 125;

    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    private final long maxFrameBytes;
    private State state = State.HEADER;
    private boolean fragmented;
    private int opcode;
    private int mask;
    private long remaining;

    /** The part of the current read that holds gathered payload. */
    private int payloadStart;

    private int payloadEnd;

    private enum State {
        HEADER,
        DATA,
        CONTROL,
        /** After a close frame or a violation: all further bytes are ignored. */
        DONE
    }

    /** @param maxFrameBytes the longest payload of a frame, in bytes */
    WebSocketDecoder(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * Copies the bytes that are left after decoding: a slice of even one byte would keep the whole
     * read in memory.
     */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        super.channelRead(context, message);
        ByteBuf left = internalBuffer();
        if (left.isReadable()) {
            super.channelRead(context, left.readBytes(left.readableBytes()));
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        startPayload(in);
        try {
            int before;
            do {
                before = in.readableBytes();
                decodeNext(in, out);
            } while (in.readableBytes() < before);
        } finally {
            // Also what precedes a violation.
            passOnPayload(in, out);
        }
    }

    private void decodeNext(ByteBuf in, List<Object> out) {
        switch (state) {
            case HEADER -> header(in, out);
            case DATA -> data(in);
            case CONTROL -> control(in, out);
            case DONE -> in.skipBytes(in.readableBytes());
        }
    }

    private void header(ByteBuf in, List<Object> out) {
        if (in.readableBytes() < SHORTEST_HEADER) {
            return;
        }
        int first = in.getUnsignedByte(in.readerIndex());
        int second = in.getUnsignedByte(in.readerIndex() + 1);
        int shortLength = second & ~MASKED;
        int lengthBytes = shortLength < 126 ? 0 : shortLength == 126 ? Short.BYTES : Long.BYTES;
        check(first, second);
        if (in.readableBytes() < SHORTEST_HEADER + lengthBytes + MASK_BYTES) {
            return;
        }
        in.skipBytes(SHORTEST_HEADER);
        remaining = lengthBytes == 0 ? shortLength : longLength(in, lengthBytes);
        mask = in.readInt();
        opcode = first & 0x0F;
        if (opcode >= CLOSE) {
            state = State.CONTROL;
            control(in, out);
        } else {
            fragmented = (first & FINAL) == 0;
            state = remaining == 0 ? State.HEADER : State.DATA;
        }
    }

    private void check(int first, int second) {
        require((first & 0x70) == 0, "reserved bits without extension");
        require((second & MASKED) != 0, "a frame that is not masked");
        switch (first & 0x0F) {
            case BINARY -> require(!fragmented, "a new message before the end of a fragmented one");
            case CONTINUATION -> require(fragmented, "a continuation frame without a message to continue");
            case TEXT -> throw violation(WebSocketCloseStatus.INVALID_MESSAGE_TYPE, "a text frame [MQTT-6.0.0-1]");
            case CLOSE, PING, PONG ->
                require(
                        (first & FINAL) != 0 && (second & ~MASKED) <= MAX_CONTROL_PAYLOAD,
                        "a control frame that is fragmented or too long");
            default -> throw violation(WebSocketCloseStatus.PROTOCOL_ERROR, "a reserved opcode");
        }
    }

    private long longLength(ByteBuf in, int lengthBytes) {
        long length = lengthBytes == Short.BYTES ? in.readUnsignedShort() : in.readLong();
        require(
                length >= (lengthBytes == Short.BYTES ? 126 : 0x10000),
                "a length that is not encoded in its shortest form");
        if (length > maxFrameBytes) {
            throw violation(WebSocketCloseStatus.MESSAGE_TOO_BIG, "a frame of more than ws-max-frame-size");
        }
        return length;
    }

    private void data(ByteBuf in) {
        int length = (int) Math.min(in.readableBytes(), remaining);
        unmask(in, length, payloadEnd);
        payloadEnd += length;
        remaining -= length;
        if (remaining == 0) {
            state = State.HEADER;
        }
    }

    private void control(ByteBuf in, List<Object> out) {
        if (in.readableBytes() < remaining) {
            return;
        }
        passOnPayload(in, out);
        int start = in.readerIndex();
        unmask(in, (int) remaining, start);
        ByteBuf payload = in.retainedSlice(start, (int) remaining);
        startPayload(in);
        state = opcode == CLOSE ? State.DONE : State.HEADER;
        out.add(
                switch (opcode) {
                    case PING -> new PingWebSocketFrame(payload);
                    case PONG -> new PongWebSocketFrame(payload);
                    default -> new CloseWebSocketFrame(true, 0, payload);
                });
    }

    private void startPayload(ByteBuf in) {
        payloadStart = in.readerIndex();
        payloadEnd = payloadStart;
    }

    private void passOnPayload(ByteBuf in, List<Object> out) {
        if (payloadEnd > payloadStart) {
            out.add(in.retainedSlice(payloadStart, payloadEnd - payloadStart));
            payloadStart = payloadEnd;
        }
    }

    /**
     * Reads bytes and writes them, unmasked, to an index at or before the one they are read from. Eight
     * at a time; the mask is rotated to match the next bytes of the frame.
     */
    private void unmask(ByteBuf in, int length, int target) {
        int to = target;
        int end = target + length;
        long twice = (mask & 0xFFFFFFFFL) << Integer.SIZE | mask & 0xFFFFFFFFL;
        for (; to <= end - Long.BYTES; to += Long.BYTES) {
            in.setLong(to, in.readLong() ^ twice);
        }
        for (; to < end; to++) {
            in.setByte(to, in.readByte() ^ mask >>> 24);
            mask = Integer.rotateLeft(mask, Byte.SIZE);
        }
    }

    private void require(boolean condition, String violation) {
        if (!condition) {
            throw violation(WebSocketCloseStatus.PROTOCOL_ERROR, violation);
        }
    }

    private CorruptedWebSocketFrameException violation(WebSocketCloseStatus status, String violation) {
        state = State.DONE;
        return new CorruptedWebSocketFrameException(status, violation);
    }
}
