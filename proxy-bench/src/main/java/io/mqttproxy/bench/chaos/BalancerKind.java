package io.mqttproxy.bench.chaos;

import io.mqttproxy.bench.relay.TcpRelay;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Which program balances. */
enum BalancerKind {
    /** With health checks, and the PROXY protocol for the devices' addresses. */
    HAPROXY,
    /** Within this process: the proxies take turns, and one that refuses a connection is passed over. */
    OWN;

    /** HAProxy where it is installed. */
    static BalancerKind usual() {
        return HaProxy.isInstalled() ? HAPROXY : OWN;
    }

    /** @throws IllegalArgumentException when it cannot be started */
    void requireInstalled() {
        if (this == HAPROXY && !HaProxy.isInstalled()) {
            throw new IllegalArgumentException("balancer: haproxy is not installed");
        }
    }

    /**
     * Begins to start it.
     *
     * @param directory for files of its own
     */
    Balancer start(List<InetSocketAddress> proxies, Path directory, EventLoop eventLoop) {
        return switch (this) {
            case HAPROXY -> new HaProxy(directory, proxies);
            case OWN -> {
                TcpRelay relay = new TcpRelay(eventLoop);
                relay.to(proxies);
                yield new OwnBalancer(relay);
            }
        };
    }

    /** What the proxies' listeners need behind it. */
    String listenerQuery() {
        return switch (this) {
            case HAPROXY -> "?proxy-protocol=required";
            case OWN -> "";
        };
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
