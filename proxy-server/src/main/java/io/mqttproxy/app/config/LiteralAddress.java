package io.mqttproxy.app.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Understands hosts that are written as an address, without asking a name server about others. */
final class LiteralAddress {
    private LiteralAddress() {}

    /** The address; {@code null} for a name other than {@code localhost}. */
    static @Nullable InetAddress of(String host) {
        return NetUtil.createInetAddressFromIpAddressString(host.equalsIgnoreCase("localhost") ? "127.0.0.1" : host);
    }

    /** Whether only this machine can reach the host; a name other than {@code localhost} counts as reachable. */
    static boolean isLoopback(String host) {
        InetAddress address = of(host);
        return address != null && address.isLoopbackAddress();
    }
}
