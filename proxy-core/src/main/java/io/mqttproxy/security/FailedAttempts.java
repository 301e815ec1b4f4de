package io.mqttproxy.security;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts wrong credentials by address. The count of an address runs down steadily, so that whoever reached the limit
 * may try again after a moment, but never faster than the limit allows in the long run. IPv6 addresses count by their
 * first 64 bits, as that many belong to one customer.
 *
 * <p>Safe for all threads. The lock is held for a map access only, so event loops may come here.
 */
final class FailedAttempts {
    private static final int PREFIX_BYTES = 8;

    private final int limit;
    private final double forgivenPerNano;
    private final LongSupplier clock;
    private final Map<ByteBuffer, Failures> failures;

    private record Failures(double count, long at) {}

    /**
     * @param limit failures that bring an address to a stop
     * @param window the time in which that many are forgiven
     * @param addresses how many are counted; the one that failed longest ago makes room
     */
    FailedAttempts(int limit, Duration window, int addresses, LongSupplier clock) {
        this.limit = limit;
        this.forgivenPerNano = (double) limit / window.toNanos();
        this.clock = clock;
        this.failures = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Failures> eldest) {
                return size() > addresses;
            }
        };
    }

    /** Whether the address has failed so often that it must wait. */
    synchronized boolean mustWait(InetAddress address) {
        return count(key(address)) > limit - 1;
    }

    /** Counts a failure; says whether it was the one that brought the address to a stop. */
    synchronized boolean add(InetAddress address) {
        ByteBuffer key = key(address);
        double before = count(key);
        // Removed first, so that the eldest is the one that failed longest ago.
        failures.remove(key);
        failures.put(key, new Failures(before + 1, clock.getAsLong()));
        return before <= limit - 1 && before + 1 > limit - 1;
    }

    private double count(ByteBuffer key) {
        @Nullable Failures old = failures.get(key);
        return old == null ? 0 : Math.max(0, old.count - (clock.getAsLong() - old.at) * forgivenPerNano);
    }

    private static ByteBuffer key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, PREFIX_BYTES));
    }
}
