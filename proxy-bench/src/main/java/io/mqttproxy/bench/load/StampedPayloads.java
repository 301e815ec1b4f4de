package io.mqttproxy.bench.load;

import io.mqttproxy.bench.client.Payload;
import io.mqttproxy.bench.ledger.Stamp;
import io.netty.buffer.ByteBuf;

/** A stamp, then {@link Filler}. */
public final class StampedPayloads implements Payloads {
    private final int run;
    private final Filler filler;

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
        filler = new Filler(length - Stamp.LENGTH, seed);
    }

    @Override
    public Payload of(int device, long sequence) {
        return new Stamped(new Stamp(run, device, sequence), filler);
    }

    private record Stamped(Stamp stamp, Filler filler) implements Payload {
        @Override
        public int length() {
            return Stamp.LENGTH + filler.length();
        }

        @Override
        public void writeTo(ByteBuf target) {
            stamp.writeTo(target);
            filler.writeTo(target, ((long) stamp.device() << Integer.SIZE) + stamp.sequence());
        }
    }
}
