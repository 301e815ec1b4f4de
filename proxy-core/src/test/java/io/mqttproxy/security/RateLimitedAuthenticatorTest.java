package io.mqttproxy.security;

import static io.mqttproxy.security.Clients.answer;
import static io.mqttproxy.security.Clients.refused;
import static io.mqttproxy.security.Clients.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitedAuthenticatorTest {
    private static final AuthenticationResult IN = new Accepted(Identity.ANONYMOUS);

    private final AtomicLong now = new AtomicLong();
    private int checks;

    @Test
    void aClientAboveTheRateIsRefusedWithoutACheck() throws Exception {
        Authenticator authenticator = limited(2);

        assertEquals(IN, attempt(authenticator));
        assertEquals(IN, attempt(authenticator));
        assertEquals(refused(Refusal.CONNECTION_RATE_EXCEEDED), attempt(authenticator));
        assertEquals(2, checks);

        now.addAndGet(Duration.ofMillis(500).toNanos());
        assertEquals(IN, attempt(authenticator));
        assertEquals(refused(Refusal.CONNECTION_RATE_EXCEEDED), attempt(authenticator));
    }

    @Test
    void zeroMeansNoLimit() throws Exception {
        Authenticator authenticator = limited(0);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(IN, attempt(authenticator));
        }
    }

    private static AuthenticationResult attempt(Authenticator authenticator) throws Exception {
        return answer(authenticator, with("alice", "secret"));
    }

    private Authenticator limited(int perSecond) {
        return new RateLimitedAuthenticator(
                credentials -> {
                    checks++;
                    return CompletableFuture.completedFuture(IN);
                },
                new RateLimit(perSecond, now::get));
    }
}
