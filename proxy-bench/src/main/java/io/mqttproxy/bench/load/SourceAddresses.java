package io.mqttproxy.bench.load;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;

/** Local addresses to connect from, written as a range: {@code 127.0.0.1-127.0.0.20}. */
final class SourceAddresses {
    private static final int MOST = 65_536;

    private SourceAddresses() {}

    static List<InetSocketAddress> parse(String text) {
        int dash = text.indexOf('-');
        int from = number(dash < 0 ? text : text.substring(0, dash));
        int to = number(dash < 0 ? text : text.substring(dash + 1));
        if (to < from || to - from >= MOST) {
            throw malformed(text);
        }
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> new InetSocketAddress(NetUtil.intToIpAddress(number), 0))
                .toList();
    }

    private static int number(String text) {
        if (NetUtil.createInetAddressFromIpAddressString(text) instanceof Inet4Address address) {
            return NetUtil.ipv4AddressToInt(address);
        }
        throw malformed(text);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "source-addresses: '" + text + "' is not an IPv4 address or a range such as 127.0.0.1-127.0.0.20");
    }
}
