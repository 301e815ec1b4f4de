package io.mqttproxy.config;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Who may say, in a PROXY protocol header, where a connection really comes from: setting
 * {@code proxy-protocol-trusted}. Whoever may can claim any address, and with version 2 any certificate name.
 *
 * <p>The default, loopback and private addresses, fits balancers of one's own network and refuses the open internet.
 *
 * @param trusted networks of the balancers; others are closed before a byte is read
 */
public record ProxyProtocolConfig(List<IpNetwork> trusted) {

    private static final String SETTING = "proxy-protocol-trusted";

    public static final ProxyProtocolConfig DEFAULTS = parse(List.of(
            "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7"));

    public ProxyProtocolConfig {
        trusted = List.copyOf(trusted);
        ConfigException.require(!trusted.isEmpty(), SETTING, "needs at least one network, such as 10.0.0.0/8");
    }

    /**
     * Reads a list of networks.
     *
     * @throws ConfigException when one of them is none
     */
    public static ProxyProtocolConfig parse(List<String> networks) {
        return new ProxyProtocolConfig(networks.stream()
                .map(network -> IpNetwork.parse(network, SETTING))
                .toList());
    }

    /** Whether headers from this peer are believed. */
    public boolean trusts(InetSocketAddress peer) {
        return trusted.stream().anyMatch(network -> network.contains(peer));
    }
}
