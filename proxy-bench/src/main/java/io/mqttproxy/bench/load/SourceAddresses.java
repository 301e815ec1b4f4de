package io.mqttproxy.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
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
                .mapToObj(SourceAddresses::address)
                .toList();
    }

    private static int number(String address) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            if (bytes.length != 4 || !Character.isDigit(address.charAt(0))) {
                throw malformed(address);
            }
            return ByteBuffer.wrap(bytes).getInt();
        } catch (UnknownHostException | StringIndexOutOfBoundsException e) {
            throw malformed(address);
        }
    }

    private static InetSocketAddress address(int number) {
        try {
            byte[] bytes = ByteBuffer.allocate(4).putInt(number).array();
            return new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "source-addresses: '" + text + "' is not an IPv4 address or a range such as 127.0.0.1-127.0.0.20");
    }
}
