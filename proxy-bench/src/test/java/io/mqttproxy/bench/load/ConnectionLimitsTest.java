package io.mqttproxy.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ConnectionLimitsTest {
    private final ConnectionLimits limits = new ConnectionLimits(100_000, 20_000);

    @Test
    void moreConnectionsThanFilesAreRefusedBeforeTheyFail() {
        limits.check(99_000, 5, 1);
        assertEquals(
                "clients: 100000 connections and 200 other files are more than the 100000 files that this process may"
                        + " open (ulimit -n)",
                refusal(100_000, 6, 1));
    }

    @Test
    void moreConnectionsThanPortsNeedMoreAddresses() {
        limits.check(20_000, 0, 1);
        limits.check(40_000, 0, 2);
        limits.check(40_000, 2, 1);
        assertEquals(
                "clients: 40001 connections need 3 source addresses (source-addresses): one has 20000 ports to one server"
                        + " (net.ipv4.ip_local_port_range)",
                refusal(40_001, 2, 1));
        assertTrue(refusal(20_001, 0, 1).contains("need 2 source addresses"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theLimitsOfThisMachineAreRead() {
        ConnectionLimits own = ConnectionLimits.ofThisMachine();

        assertTrue(own.openFiles() >= 100, own.toString());
        assertTrue(own.ports() > 1_000 && own.ports() <= 65_535, own.toString());
    }

    private String refusal(long devices, long sources, long servers) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> limits.check(devices, sources, servers))
                        .getMessage());
    }
}
