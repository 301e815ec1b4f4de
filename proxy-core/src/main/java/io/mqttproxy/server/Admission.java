package io.mqttproxy.server;

import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.security.RateLimit;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Decides whether an accepted socket may become a connection, before TLS or anything else makes it
 * more expensive than the accept itself. Refused sockets are closed without an answer. Thread-safe.
 */
final class Admission {
    private final LimitsConfig limits;
    private final ProxyMetrics metrics;
    private final RateLimit rate;
    private final AtomicInteger open = new AtomicInteger();
    private final ChannelFutureListener whenClosed = closed -> open.decrementAndGet();
    private final ConcurrentMap<InetAddress, Integer> openByAddress = new ConcurrentHashMap<>();

    Admission(LimitsConfig limits, ProxyMetrics metrics) {
        this(limits, metrics, System::nanoTime);
    }

    /** @param clock replaces {@link System#nanoTime} in tests */
    Admission(LimitsConfig limits, ProxyMetrics metrics, LongSupplier clock) {
        this.limits = limits;
        this.metrics = metrics;
        this.rate = new RateLimit(limits.rates().maxConnectRate(), clock);
    }

    /**
     * Counts the channel as open until it is closed, or refuses it: {@code max-connect-rate}, {@code
     * max-connections}.
     */
    boolean admit(Channel channel) {
        if (!rate.tryTake()) {
            return refuse(CloseReason.CONNECT_RATE_EXCEEDED);
        }
        if (open.incrementAndGet() > limits.connections().maxConnections()) {
            open.decrementAndGet();
            return refuse(CloseReason.TOO_MANY_CONNECTIONS);
        }
        channel.closeFuture().addListener(whenClosed);
        return true;
    }

    /**
     * Counts the channel for its remote address until it is closed, or refuses it: {@code
     * max-connections-per-address}.
     */
    boolean admit(Channel channel, InetAddress address) {
        return countIn(channel, address) || refuse(CloseReason.TOO_MANY_CONNECTIONS_OF_ADDRESS);
    }

    /**
     * The same without counting a refusal as a disconnect. For connections behind a PROXY protocol
     * header: by the time the device's address is known, the connection has handlers, and they count
     * its end.
     */
    boolean countIn(Channel channel, InetAddress address) {
        if (limits.connections().maxConnectionsPerAddress() == 0) {
            return true;
        }
        int count = openByAddress.merge(address, 1, Integer::sum);
        channel.closeFuture().addListener(closed -> release(address));
        return count <= limits.connections().maxConnectionsPerAddress();
    }

    /** Number of open sockets. */
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
}
