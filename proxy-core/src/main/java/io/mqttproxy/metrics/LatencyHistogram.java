package io.mqttproxy.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long the publishes of one event loop took to be stored: written by that loop only, as {@link LoopCounters} are, read
 * by anybody.
 */
final class LatencyHistogram {
    private static final long[] BOUNDS_MILLIS = {
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 120_000
    };
    private static final long[] BOUNDS_NANOS = new long[BOUNDS_MILLIS.length];

    static {
        for (int i = 0; i < BOUNDS_MILLIS.length; i++) {
            BOUNDS_NANOS[i] = TimeUnit.MILLISECONDS.toNanos(BOUNDS_MILLIS[i]);
        }
    }

    /** The last one is for what is beyond all bounds. */
    private final AtomicLongArray counts = new AtomicLongArray(BOUNDS_NANOS.length + 1);

    private final AtomicLong sumNanos = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();

    void record(long nanos) {
        int bucket = bucket(nanos);
        counts.lazySet(bucket, counts.getPlain(bucket) + 1);
        sumNanos.lazySet(sumNanos.getPlain() + nanos);
        if (nanos > longestNanos.getPlain()) {
            longestNanos.lazySet(nanos);
        }
    }

    /** The longest since this was asked for last. */
    long takeLongestNanos() {
        return longestNanos.getAndSet(0);
    }

    StoreLatency snapshot() {
        long[] copy = new long[counts.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = counts.get(i);
        }
        return new StoreLatency(BOUNDS_NANOS, copy, sumNanos.get());
    }

    /** What no loop has recorded yet. */
    static StoreLatency nothing() {
        return new StoreLatency(BOUNDS_NANOS, new long[BOUNDS_NANOS.length + 1], 0);
    }

    /** Most are in one of the first, so there is no faster way to search. */
    private static int bucket(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        return bucket;
    }
}
