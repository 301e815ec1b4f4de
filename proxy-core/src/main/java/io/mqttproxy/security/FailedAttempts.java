package io.mqttproxy.security;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts wrong credentials by address. The count of an address decreases steadily, so that an address
 * that has reached the limit may try again after a moment, but in the long run never faster than the
 * limit allows. IPv6 addresses are counted by their first 64 bits, because that is the usual range of
 * one customer.
 *
 * <p>Thread-safe. The lock is held only for one map access, so event loops may call these methods.
 */
final class FailedAttempts {
    private static final int PREFIX_BYTES = 8;

    private final int limit;
    private final double forgivenPerNano;
    private final LongSupplier clock;
    private final Map<ByteBuffer, Failures> failures;

    private record Failures(double count, long at) {}

    /**
     * @param limit number of failures that block an address
     * @param window the time in which that many failures are forgiven
     * @param addresses how many addresses are counted; a new one replaces the one whose last failure
     *     is the oldest
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

    /** Whether the address is blocked. */
    synchronized boolean isBlocked(InetAddress address) {
        return count(key(address)) > limit - 1;
    }

    /** Counts a failure. Returns whether it is the one that blocks the address. */
    synchronized boolean add(InetAddress address) {
        ByteBuffer key = key(address);
        double before = count(key);
        // Removed first, so that the eldest entry is the one whose last failure is the oldest.
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
