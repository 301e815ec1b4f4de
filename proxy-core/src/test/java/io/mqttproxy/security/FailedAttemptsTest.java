package io.mqttproxy.security;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final FailedAttempts failed = new FailedAttempts(3, Duration.ofSeconds(30), 2, now::get);

    @Test
    void anAddressIsBlockedOnceItReachesTheLimit() throws Exception {
        InetAddress address = address("192.0.2.1");

        assertFalse(failed.add(address));
        assertFalse(failed.add(address));
        assertFalse(failed.isBlocked(address));
        assertTrue(failed.add(address));

        assertTrue(failed.isBlocked(address));
        assertFalse(failed.isBlocked(address("192.0.2.2")));
    }

    @Test
    void failuresAreForgivenOneByOne() throws Exception {
        InetAddress address = address("192.0.2.1");
        fail(address, 3);

        now.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
        assertTrue(failed.isBlocked(address));
        now.addAndGet(2);
        assertFalse(failed.isBlocked(address));

        assertTrue(failed.add(address));
        assertTrue(failed.isBlocked(address));
    }

    @Test
    void afterTheWindowAllFailuresAreForgiven() throws Exception {
        InetAddress address = address("192.0.2.1");
        fail(address, 3);

        now.addAndGet(Duration.ofSeconds(60).toNanos());

        fail(address, 2);
        assertFalse(failed.isBlocked(address));
        fail(address, 1);
        assertTrue(failed.isBlocked(address));
    }

    @Test
    void addressesOfOneIpv6CustomerCountTogether() throws Exception {
        failed.add(address("2001:db8:1:2::1"));
        failed.add(address("2001:db8:1:2::2"));
        failed.add(address("2001:db8:1:2:ffff::3"));

        assertTrue(failed.isBlocked(address("2001:db8:1:2::4")));
        assertFalse(failed.isBlocked(address("2001:db8:1:3::1")));
    }

    @Test
    void theAddressWhoseLastFailureIsOldestMakesRoom() throws Exception {
        fail(address("192.0.2.1"), 2);
        fail(address("192.0.2.2"), 3);
        fail(address("192.0.2.1"), 1);
        fail(address("192.0.2.3"), 1);

        assertTrue(failed.isBlocked(address("192.0.2.1")));
        assertFalse(failed.isBlocked(address("192.0.2.2")));
    }

    private void fail(InetAddress address, int times) {
        for (int i = 0; i < times; i++) {
            failed.add(address);
        }
    }

    private static InetAddress address(String text) throws Exception {
        return InetAddress.getByName(text);
    }
}
