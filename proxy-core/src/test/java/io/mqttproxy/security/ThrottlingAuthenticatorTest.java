package io.mqttproxy.security;

import static io.mqttproxy.security.Clients.answer;
import static io.mqttproxy.security.Clients.refused;
import static io.mqttproxy.security.Clients.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ThrottlingAuthenticatorTest {
    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 50_000);
    private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.2", 50_000);
    private static final AuthenticationResult IN = new Accepted(Identity.ANONYMOUS);
    private static final AuthenticationResult WRONG = refused(Refusal.BAD_CREDENTIALS);

    private final AtomicLong now = new AtomicLong();
    private final FailedAttempts failed = new FailedAttempts(2, Duration.ofSeconds(20), 10, now::get);
    private AuthenticationResult result = WRONG;
    private int checks;
    private final ThrottlingAuthenticator authenticator = new ThrottlingAuthenticator(
            credentials -> {
                checks++;
                return CompletableFuture.completedFuture(result);
            },
            failed);

    @Test
    void anAddressThatFailedTooOftenIsRefusedWithoutACheck() throws Exception {
        assertEquals(WRONG, attempt(HERE));
        assertEquals(WRONG, attempt(HERE));
        result = IN;

        assertEquals(refused(Refusal.BANNED), attempt(HERE));
        assertEquals(2, checks);
    }

    @Test
    void otherAddressesAreNotAffected() throws Exception {
        attempt(HERE);
        attempt(HERE);
        result = IN;

        assertEquals(IN, attempt(THERE));
    }

    @Test
    void afterAMomentTheAddressMayTryAgain() throws Exception {
        attempt(HERE);
        attempt(HERE);
        result = IN;
        now.addAndGet(Duration.ofSeconds(11).toNanos());

        assertEquals(IN, attempt(HERE));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "BAD_CREDENTIALS")
    void onlyWrongCredentialsCount(Refusal refusal) throws Exception {
        result = refused(refusal);

        for (int i = 0; i < 5; i++) {
            assertEquals(result, attempt(HERE));
        }
    }

    @Test
    void anUnknownAddressIsNotThrottled() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertEquals(WRONG, attempt(InetSocketAddress.createUnresolved("somewhere", 1)));
        }
    }

    private AuthenticationResult attempt(InetSocketAddress address) throws Exception {
        return answer(authenticator, with("alice", "guess", address));
    }
}
