package io.mqttproxy.bench.ledger;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The first 16 bytes of a payload, by which a reader of the Kafka topic finds out what is missing: run, device, sequence,
 * all big-endian.
 *
 * @param run tells the messages of one run from those of others in the same topic
 * @param device from 0
 * @param sequence of the device's messages, from 0
 */
public record Stamp(int run, int device, long sequence) {
    /** Bytes of a stamp. */
    public static final int LENGTH = 16;

    /** Writes the 16 bytes. */
    public void writeTo(ByteBuf target) {
        target.writeInt(run);
        target.writeInt(device);
        target.writeLong(sequence);
    }

    /** The stamp of a payload, or {@code null} when it is too short for one. */
    public static @Nullable Stamp read(byte[] payload) {
        if (payload.length < LENGTH) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        return new Stamp(bytes.getInt(), bytes.getInt(), bytes.getLong());
    }
}
