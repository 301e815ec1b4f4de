package io.mqttproxy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "192.0.2.128/25, 192.0.2.129, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "fc00::/7, fdff::1, true",
        "fc00::/7, fe00::1, false",
        "::1, ::1, true",
        "::/0, 2001:db8::1, true",
        "::/0, 10.0.0.1, false"
    })
    void aRangeContainsTheAddressesThatShareItsPrefix(String network, String address, boolean contained)
            throws UnknownHostException {
        assertEquals(contained, IpNetwork.parse(network, "x").contains(InetAddress.getByName(address)));
    }

    @Test
    void anIpv4AddressMappedToIpv6CountsAsIpv4() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
        assertTrue(IpNetwork.parse("10.0.0.0/8", "x").contains(Inet6Address.getByAddress("", mapped, -1)));
    }

    @Test
    void anUnresolvedAddressLiesInNoRange() {
        assertFalse(IpNetwork.parse("0.0.0.0/0", "x").contains(InetSocketAddress.createUnresolved("10.0.0.1", 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0.0/", "::/129", "10.0.0/8"})
    void whatIsNoNetworkIsRefusedByName(String text) {
        ConfigException e = assertThrows(ConfigException.class, () -> IpNetwork.parse(text, "a-setting"));

        assertEquals("a-setting", e.setting());
    }

    @Test
    void theTextFormIsTheOneThatSettingsTake() {
        assertEquals("10.0.0.0/8", IpNetwork.parse(" 10.0.0.0/8 ", "x").toString());
        assertEquals("::1/128", IpNetwork.parse("::1", "x").toString());
    }
}
