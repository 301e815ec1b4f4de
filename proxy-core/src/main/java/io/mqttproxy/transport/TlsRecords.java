package io.mqttproxy.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.ReferenceCountUtil;

/**
 * Bounds and accounts for the bytes that the TLS handler buffers: during the handshake all of them,
 * afterwards a record until it is complete. Netty alone would accept a record of 64 KiB if a client
 * announced it. Follows the record headers (RFC 8446 section 5.1) in front of the TLS handler. One per
 * connection, on its event loop.
 */
final class TlsRecords extends ChannelInboundHandlerAdapter {
    /** The longest record in bytes (RFC 5246 section 6.2.3); TLS 1.3 allows less. */
    private static final int MAX_LENGTH = 16 * 1024 + 2 * 1024;

    private static final int HEADER = 5;
    private static final int LENGTH_AT = 3;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int APPLICATION_DATA = 23;

    /** Size of the buffer of a read in which the bytes arrived. */
    private static final int READ_MEMORY = 2 * 1024;

    private boolean handshaking = true;
    private boolean isTls = true;
    private boolean refused;
    private long handshakeBytes;

    /** The current record: bytes of its header received, its length, and bytes of its body still missing. */
    private int headerBytes;

    private int length;
    private int missing;

    /**
     * Upper bound of the memory, in bytes, for bytes that are not decrypted yet; 0 on a listener
     * without TLS.
     */
    static int received(ChannelPipeline pipeline) {
        return pipeline.get(HandlerNames.TLS_RECORDS) instanceof TlsRecords records ? records.received() : 0;
    }

    /** Tells that the handshake is over: from now on records are decrypted one by one. */
    void handshakeIsOver() {
        handshaking = false;
    }

    /** Whether the client has not sent a single byte; meaningful until the handshake is over. */
    boolean nothingReceived() {
        return handshakeBytes == 0;
    }

    private int received() {
        long bytes = handshaking ? handshakeBytes : headerBytes + (long) length - missing;
        // Twice the bytes, because buffers grow to the next power of two.
        return bytes == 0 ? 0 : (int) Math.min(READ_MEMORY + 2 * bytes, Integer.MAX_VALUE);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        ByteBuf bytes = (ByteBuf) message;
        if (handshaking) {
            handshakeBytes += bytes.readableBytes();
        }
        follow(bytes);
        if (length > MAX_LENGTH) {
            refused = true;
            bytes.release();
            throw new TooLongFrameException("a TLS record of " + length + " bytes");
        }
        context.fireChannelRead(message);
    }

    private void follow(ByteBuf bytes) {
        int index = bytes.readerIndex();
        while (isTls && index < bytes.writerIndex() && length <= MAX_LENGTH) {
            if (headerBytes < HEADER) {
                followHeader(bytes.getUnsignedByte(index));
                index++;
            } else {
                int part = Math.min(missing, bytes.writerIndex() - index);
                missing -= part;
                index += part;
            }
            if (headerBytes == HEADER && missing == 0) {
                headerBytes = 0;
                length = 0;
            }
        }
    }

    private void followHeader(int value) {
        if (headerBytes == 0) {
            // Bytes that are not TLS are left for the TLS handler to refuse.
            isTls = value >= CHANGE_CIPHER_SPEC && value <= APPLICATION_DATA;
        } else if (headerBytes >= LENGTH_AT) {
            length = length << Byte.SIZE | value;
            missing = length;
        }
        headerBytes++;
    }
}
