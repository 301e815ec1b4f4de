package io.mqttproxy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyProtocolConfigTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "10.1.2.3, true",
        "::1, true",
        "fd12::1, true",
        "203.0.113.1, false",
        "2001:db8::1, false"
    })
    void byDefaultOnlyLoopbackAndPrivateAddressesAreTrusted(String address, boolean trusted) {
        assertEquals(trusted, ProxyProtocolConfig.DEFAULTS.trusts(new InetSocketAddress(address, 1)));
    }

    @Test
    void anEmptyListIsRefused() {
        ConfigException e = assertThrows(ConfigException.class, () -> ProxyProtocolConfig.parse(List.of()));

        assertEquals("proxy-protocol-trusted", e.setting());
    }
}
