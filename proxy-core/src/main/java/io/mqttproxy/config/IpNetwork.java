package io.mqttproxy.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * A range of IP addresses, written as {@code 10.0.0.0/8}, {@code fd00::/8} or as a single address.
 *
 * @param prefixLength how many leading bits count
 */
public record IpNetwork(InetAddress address, int prefixLength) {

    /**
     * Reads the range from its text; never asks a name server.
     *
     * @throws ConfigException that names the setting when the text is anything else
     */
    public static IpNetwork parse(String text, String setting) {
        String stripped = text.strip();
        int slash = stripped.indexOf('/');
        InetAddress address =
                NetUtil.createInetAddressFromIpAddressString(slash < 0 ? stripped : stripped.substring(0, slash));
        ConfigException.require(address != null, setting, "'" + text + "' is no network such as 10.0.0.0/8");
        int bits = address.getAddress().length * Byte.SIZE;
        return new IpNetwork(address, slash < 0 ? bits : prefixLength(stripped.substring(slash + 1), bits, setting));
    }

    private static int prefixLength(String text, int bits, String setting) {
        try {
            int length = Integer.parseInt(text);
            ConfigException.requireBetween(length, 0, bits, setting);
            return length;
        } catch (NumberFormatException e) {
            throw new ConfigException(setting, "'" + text + "' is no prefix length; write networks as 10.0.0.0/8");
        }
    }

    /** Whether the socket's address lies in this range; an unresolved one lies in none. */
    public boolean contains(InetSocketAddress candidate) {
        return candidate.getAddress() != null && contains(candidate.getAddress());
    }

    /** Whether the address lies in this range; IPv4 addresses mapped to IPv6 count as IPv4. */
    public boolean contains(InetAddress candidate) {
        byte[] mine = address.getAddress();
        byte[] other = unmapped(candidate.getAddress());
        if (mine.length != other.length) {
            return false;
        }
        int bytes = prefixLength / Byte.SIZE;
        int restMask = 0xFF00 >> prefixLength % Byte.SIZE & 0xFF;
        return Arrays.equals(mine, 0, bytes, other, 0, bytes)
                && (restMask == 0 || ((mine[bytes] ^ other[bytes]) & restMask) == 0);
    }

    private static byte[] unmapped(byte[] address) {
        boolean mapped = address.length == 16
                && Arrays.equals(address, 0, 10, new byte[10], 0, 10)
                && address[10] == -1
                && address[11] == -1;
        return mapped ? Arrays.copyOfRange(address, 12, 16) : address;
    }

    @Override
    public String toString() {
        return NetUtil.toAddressString(address) + "/" + prefixLength;
    }
}
