package io.mqttproxy.bench.load;

import io.mqttproxy.bench.client.Payload;
import io.mqttproxy.bench.ledger.Stamp;
import io.netty.buffer.ByteBuf;
import java.util.Random;

/** A stamp, then filler of printable characters that compress about as well as sensor readings. */
public final class StampedPayloads implements Payloads {
    private static final byte[] CHARACTERS =
            "0123456789.,-:abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final int run;
    private final byte[] filler;

    /**
     * @param run see {@link Stamp}
     * @param length of a payload in bytes, at least {@link Stamp#LENGTH}
     * @param seed of the filler
     */
    public StampedPayloads(int run, int length, long seed) {
        if (length < Stamp.LENGTH) {
            throw new IllegalArgumentException("size: must be at least " + Stamp.LENGTH + ", not " + length);
        }
        this.run = run;
        filler = new byte[length - Stamp.LENGTH];
        Random random = new Random(seed);
        for (int index = 0; index < filler.length; index++) {
            filler[index] = CHARACTERS[random.nextInt(CHARACTERS.length)];
        }
    }

    @Override
    public Payload of(int device, long sequence) {
        return new Stamped(new Stamp(run, device, sequence), filler);
    }

    private record Stamped(Stamp stamp, byte[] filler) implements Payload {
        @Override
        public int length() {
            return Stamp.LENGTH + filler.length;
        }

        @Override
        public void writeTo(ByteBuf target) {
            stamp.writeTo(target);
            target.writeBytes(filler);
        }
    }
}
