package io.mqttproxy.app.config;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.ListenerConfig;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds two addresses of the settings that cannot both be listened on, without asking a name server. */
final class ListenAddresses {
    private record Address(String setting, String text, String host, int port) {}

    private ListenAddresses() {}

    /** @throws ConfigException naming both */
    static void check(List<ListenerConfig> listeners, Optional<InetSocketAddress> admin) {
        List<Address> addresses = new ArrayList<>();
        for (ListenerConfig listener : listeners) {
            addresses.add(new Address("listen", listener.toString(), listener.host(), listener.port()));
        }
        admin.ifPresent(address -> addresses.add(
                new Address("admin-listen", AdminSettings.text(address), address.getHostString(), address.getPort())));
        for (int i = 0; i < addresses.size(); i++) {
            for (Address other : addresses.subList(0, i)) {
                refuseBoth(other, addresses.get(i));
            }
        }
    }

    private static void refuseBoth(Address one, Address other) {
        if (one.port != 0 && one.port == other.port && overlap(one.host, other.host)) {
            throw new ConfigException(
                    other.setting,
                    other.text + " and " + one.setting + " " + one.text + " cannot both have port " + one.port
                            + "; give one of them another");
        }
    }

    /** Names are not resolved, so two names for one address pass here; binding the second one fails at the start. */
    private static boolean overlap(String one, String other) {
        InetAddress first = LiteralAddress.of(one);
        InetAddress second = LiteralAddress.of(other);
        return one.equalsIgnoreCase(other)
                || (first != null && first.equals(second))
                || includes(first, second)
                || includes(second, first);
    }

    /** All addresses of the machine are 0.0.0.0, which has those of IPv4 only, or [::], which has both. */
    private static boolean includes(@Nullable InetAddress all, @Nullable InetAddress other) {
        return all != null
                && all.isAnyLocalAddress()
                && (all instanceof Inet6Address || !(other instanceof Inet6Address));
    }
}
