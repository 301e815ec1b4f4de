package io.mqttproxy.server;

import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.mqtt.CloseReason;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Decides at accept whether a socket may become a connection, before TLS or anything else costs more than the accept
 * itself. Refused sockets are closed without a word. Safe for all threads.
 */
final class Admission {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final LimitsConfig limits;
    private final ProxyMetrics metrics;
    private final LongSupplier clock;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> openByAddress = new ConcurrentHashMap<>();

    /** Up to when the rate has been used; runs at most one second behind the clock, never ahead of it. */
    private final AtomicLong usedUpToNanos;

    Admission(LimitsConfig limits, ProxyMetrics metrics) {
        this(limits, metrics, System::nanoTime);
    }

    /** @param clock as {@link System#nanoTime} */
    Admission(LimitsConfig limits, ProxyMetrics metrics, LongSupplier clock) {
        this.limits = limits;
        this.metrics = metrics;
        this.clock = clock;
        // A proxy that has just started has a second's worth to give, as one that was idle.
        this.usedUpToNanos = new AtomicLong(clock.getAsLong() - NANOS_PER_SECOND);
    }

    /** Counts the channel in until it is closed, or says no. */
    boolean admit(Channel channel) {
        if (!withinRate(clock.getAsLong())) {
            return refuse(CloseReason.CONNECT_RATE_EXCEEDED);
        }
        if (open.incrementAndGet() > limits.maxConnections()) {
            open.decrementAndGet();
            return refuse(CloseReason.TOO_MANY_CONNECTIONS);
        }
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        return true;
    }

    /**
     * Counts the channel for its remote address until it is closed, or says no. Behind a PROXY protocol header this is the
     * device's own address, so it is asked later than {@link #admit}.
     */
    boolean admit(Channel channel, InetAddress address) {
        if (limits.maxConnectionsPerAddress() == 0) {
            return true;
        }
        int count = openByAddress.merge(address, 1, Integer::sum);
        channel.closeFuture().addListener(closed -> release(address));
        return count <= limits.maxConnectionsPerAddress() || refuse(CloseReason.TOO_MANY_CONNECTIONS_OF_ADDRESS);
    }

    /** Open sockets. */
    int open() {
        return open.get();
    }

    private void release(InetAddress address) {
        openByAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    private boolean refuse(CloseReason reason) {
        metrics.disconnected(reason);
        return false;
    }

    /** A token bucket of one second's worth, kept as a time. */
    private boolean withinRate(long nowNanos) {
        int rate = limits.maxConnectRate();
        if (rate == 0) {
            return true;
        }
        long interval = NANOS_PER_SECOND / rate;
        while (true) {
            long used = usedUpToNanos.get();
            long next = Math.max(used, nowNanos - NANOS_PER_SECOND) + interval;
            if (next - nowNanos > 0) {
                return false;
            }
            if (usedUpToNanos.compareAndSet(used, next)) {
                return true;
            }
        }
    }
}
