package io.mqttproxy.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long the publishes of one event loop took to be stored. Like {@link LoopCounters}, written by
 * that event loop only and read by any thread.
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

    /** One count per bucket; the last bucket is for everything above the highest bound. */
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

    /** The longest latency since the last call, in nanoseconds; 0 if nothing was recorded since. */
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

    /** An empty histogram with the same buckets: the starting point for a sum. */
    static StoreLatency empty() {
        return new StoreLatency(BOUNDS_NANOS, new long[BOUNDS_NANOS.length + 1], 0);
    }

    /** A linear search: most latencies fall into one of the first buckets. */
    private static int bucket(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        return bucket;
    }
}
