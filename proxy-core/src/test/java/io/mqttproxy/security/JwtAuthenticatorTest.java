package io.mqttproxy.security;

import static io.mqttproxy.security.Clients.answer;
import static io.mqttproxy.security.Clients.identity;
import static io.mqttproxy.security.Clients.refused;
import static io.mqttproxy.security.Clients.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mqttproxy.config.JwtConfig;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetSequenceJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class JwtAuthenticatorTest {
    private static final AuthenticationResult WRONG = refused(Refusal.BAD_CREDENTIALS);
    private static final TokenIssuer ELLIPTIC = TokenIssuer.elliptic("ec");
    private static final TokenIssuer RSA = TokenIssuer.rsa("rsa");
    private static final TokenIssuer EDWARDS = TokenIssuer.edwards("ed");

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile String published = TokenIssuer.publish(ELLIPTIC, RSA, EDWARDS);
    private final JwtKeys keys = new JwtKeys(this::read, Duration.ofMinutes(5), now::get);
    private final AuthenticationWorkers workers = new AuthenticationWorkers(1, 10, Duration.ofMinutes(1), now::get);

    @AfterEach
    void stop() {
        workers.close();
        keys.close();
    }

    @Test
    void aTokenProvesTheUserUntilItExpires() throws Exception {
        JwtClaims claims = TokenIssuer.claims("alice");
        long expiry = claims.getExpirationTime().getValue();
        claims.setStringListClaim("groups", "sensors", "staff");

        Identity identity = identity(check(ELLIPTIC.sign(claims)));

        assertEquals(new Identity("alice", Set.of("sensors", "staff"), Instant.ofEpochSecond(expiry + 60)), identity);
    }

    @Test
    void RSAAndEdwardsCurveSignaturesAreTakenToo() throws Exception {
        assertEquals(
                "alice", identity(check(RSA.sign(TokenIssuer.claims("alice")))).username());
        assertEquals(
                "alice",
                identity(check(EDWARDS.sign(TokenIssuer.claims("alice")))).username());
    }

    @Test
    void anOverlongTokenIsRefusedWithoutAWorker() throws Exception {
        JwtClaims claims = TokenIssuer.claims("alice");
        claims.setStringClaim("padding", "x".repeat(8 * 1024));
        workers.close();

        assertEquals(refused(Refusal.BAD_CREDENTIALS), check(ELLIPTIC.sign(claims)));
        assertEquals(refused(Refusal.SERVER_UNAVAILABLE), check(ELLIPTIC.sign(TokenIssuer.claims("alice"))));
    }

    @Test
    void theUserNameInConnectIsIgnored() throws Exception {
        String token = ELLIPTIC.sign(TokenIssuer.claims("alice"));

        assertEquals(
                "alice",
                identity(answer(authenticator(config()), with("unused", token))).username());
        assertEquals(
                "alice",
                identity(answer(authenticator(config()), with(null, token))).username());
    }

    @Test
    void anExpiredTokenIsRefusedOnceTheClockSkewHasPassed() throws Exception {
        assertEquals("alice", identity(check(ELLIPTIC.sign(expired(30)))).username());
        assertEquals(WRONG, check(ELLIPTIC.sign(expired(90))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1_800_000_000_000L, 1_000_000_000_000_000_000L, Long.MAX_VALUE})
    void aTokenMayBeValidForAsGoodAsEver(long expiry) throws Exception {
        JwtClaims claims = TokenIssuer.claims("alice");
        claims.setExpirationTime(NumericDate.fromSeconds(expiry));

        Instant expiresAt = identity(check(ELLIPTIC.sign(claims))).expiresAt();

        assertTrue(
                expiresAt != null && expiresAt.isAfter(Instant.parse("+50000-01-01T00:00:00Z")), () -> "" + expiresAt);
    }

    @Test
    void aTokenNeedsAnExpiry() throws Exception {
        JwtClaims claims = TokenIssuer.claims("alice");
        claims.unsetClaim("exp");

        assertEquals(WRONG, check(ELLIPTIC.sign(claims)));
    }

    @Test
    void aTokenThatIsNotValidYetIsRefused() throws Exception {
        JwtClaims claims = TokenIssuer.claims("alice");
        claims.setNotBeforeMinutesInThePast(-5);

        assertEquals(WRONG, check(ELLIPTIC.sign(claims)));
    }

    @Test
    void anotherIssuerIsRefused() throws Exception {
        JwtClaims claims = TokenIssuer.claims("alice");
        claims.setIssuer("https://other.example");

        assertEquals(WRONG, check(ELLIPTIC.sign(claims)));
    }

    @Test
    void anotherAudienceIsRefused() throws Exception {
        JwtClaims claims = TokenIssuer.claims("alice");
        claims.setAudience("shop");

        assertEquals(WRONG, check(ELLIPTIC.sign(claims)));
    }

    @Test
    void aTokenForAnAudienceIsRefusedWhenNoneIsExpected() throws Exception {
        JwtConfig config = config(null, List.of(), "sub", "groups");

        assertEquals(WRONG, check(config, ELLIPTIC.sign(TokenIssuer.claims("alice"))));
    }

    @Test
    void aTokenWithoutTheUsersClaimIsRefused() throws Exception {
        JwtConfig config = config("https://issuer.example", List.of("mqtt"), "device", "groups");

        assertEquals(WRONG, check(config, ELLIPTIC.sign(TokenIssuer.claims("alice"))));
    }

    @Test
    void claimsMayBeNested() throws Exception {
        JwtConfig config = config("https://issuer.example", List.of("mqtt"), "device.id", "realm_access.roles");
        JwtClaims claims = TokenIssuer.claims("alice");
        claims.setClaim("device", Map.of("id", "pump-7"));
        claims.setClaim("realm_access", Map.of("roles", List.of("sensors")));

        Identity identity = identity(check(config, ELLIPTIC.sign(claims)));

        assertEquals("pump-7", identity.username());
        assertEquals(Set.of("sensors"), identity.groups());
    }

    @Test
    void groupsMayBeOneStringLikeScopes() throws Exception {
        JwtConfig config = config("https://issuer.example", List.of("mqtt"), "sub", "scope");
        JwtClaims claims = TokenIssuer.claims("alice");
        claims.setStringClaim("scope", "publish  admin");

        assertEquals(
                Set.of("publish", "admin"),
                identity(check(config, ELLIPTIC.sign(claims))).groups());
    }

    @Test
    void aChangedTokenIsRefused() throws Exception {
        String[] parts = ELLIPTIC.sign(TokenIssuer.claims("alice")).split("\\.");
        String forged = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(TokenIssuer.claims("admin").toJson().getBytes(StandardCharsets.UTF_8));

        assertEquals(WRONG, check(parts[0] + "." + forged + "." + parts[2]));
    }

    @Test
    void aTokenWithoutSignatureIsRefused() throws Exception {
        JsonWebSignature none = new JsonWebSignature();
        none.setAlgorithmConstraints(AlgorithmConstraints.ALLOW_ONLY_NONE);
        none.setAlgorithmHeaderValue("none");
        none.setPayload(TokenIssuer.claims("alice").toJson());

        assertEquals(WRONG, check(none.getCompactSerialization()));
    }

    @Test
    void aTokenThatIsSignedWithASharedSecretIsRefusedEvenIfTheSecretIsAmongTheKeys() throws Exception {
        HmacKey secret = new HmacKey(Clients.utf8("0123456789abcdef0123456789abcdef"));
        published = new JsonWebKeySet(new OctetSequenceJsonWebKey(secret)).toJson(OutputControlLevel.INCLUDE_SYMMETRIC);
        JsonWebSignature hmac = new JsonWebSignature();
        hmac.setAlgorithmHeaderValue("HS256");
        hmac.setKey(secret);
        hmac.setPayload(TokenIssuer.claims("alice").toJson());

        assertEquals(WRONG, check(hmac.getCompactSerialization()));
    }

    @Test
    void aNewKeyIsFetchedWhenATokenNamesIt() throws Exception {
        published = TokenIssuer.publish(RSA);
        keys.readNow();
        published = TokenIssuer.publish(RSA, ELLIPTIC);
        now.addAndGet(JwtKeys.PAUSE.toNanos());

        assertEquals(
                "alice",
                identity(check(ELLIPTIC.sign(TokenIssuer.claims("alice")))).username());
        assertEquals(2, reads.get());
    }

    @Test
    void tokensWithUnknownKeysDoNotMakeTheProxyFetchAllTheTime() throws Exception {
        TokenIssuer stranger = TokenIssuer.elliptic("who");
        keys.readNow();

        for (int i = 0; i < 10; i++) {
            assertEquals(WRONG, check(stranger.sign(TokenIssuer.claims("alice"))));
        }

        assertEquals(1, reads.get());
    }

    @Test
    void anUnknownKeyIsRefusedEvenAfterAFetch() throws Exception {
        TokenIssuer stranger = TokenIssuer.elliptic("who");
        keys.readNow();
        now.addAndGet(JwtKeys.PAUSE.toNanos());

        assertEquals(WRONG, check(stranger.sign(TokenIssuer.claims("alice"))));
        assertEquals(2, reads.get());
    }

    @Test
    void untilThereAreKeysTheServerIsUnavailable() throws Exception {
        published = "";

        assertEquals(refused(Refusal.SERVER_UNAVAILABLE), check(ELLIPTIC.sign(TokenIssuer.claims("alice"))));
    }

    @Test
    void aTokenWithoutKeyIdIsCheckedWithTheKeyThatFits() throws Exception {
        TokenIssuer other = TokenIssuer.elliptic("other");
        TokenIssuer nameless = TokenIssuer.elliptic(null);
        published = TokenIssuer.publish(other, nameless);

        assertEquals(
                "alice",
                identity(check(nameless.sign(TokenIssuer.claims("alice")))).username());
    }

    @Test
    void theLogTellsWhyATokenIsRefusedButNotTheToken() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(JwtAuthenticator.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            check(TokenIssuer.elliptic("ec").sign(TokenIssuer.claims("alice")));
            check(ELLIPTIC.sign(expired(90)));
        } finally {
            logger.detachAppender(lines);
        }

        assertEquals(
                "/192.0.2.1:50000: token refused: its form or its signature is wrong",
                lines.list.get(0).getFormattedMessage());
        String second = lines.list.get(1).getFormattedMessage();
        assertTrue(second.startsWith("/192.0.2.1:50000: token refused: The JWT is no longer valid"), second);
    }

    @Test
    void itAppliesToPasswordsThatLookLikeTokens() throws Exception {
        JwtAuthenticator authenticator = authenticator(config());

        assertTrue(authenticator.appliesTo(with("any", ELLIPTIC.sign(TokenIssuer.claims("alice")))));
        assertTrue(authenticator.appliesTo(with(null, "eyJhbGciOiJub25lIn0.e30.")));
        assertFalse(authenticator.appliesTo(with("alice", "secret")));
        assertFalse(authenticator.appliesTo(with("alice", "eyJ.only.two.or.more")));
        assertFalse(authenticator.appliesTo(with("alice", "eyJ.e30.x\n")));
        assertFalse(authenticator.appliesTo(with("alice", null)));
    }

    private static JwtClaims expired(int secondsAgo) {
        JwtClaims claims = TokenIssuer.claims("alice");
        claims.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() - secondsAgo));
        return claims;
    }

    private AuthenticationResult check(String token) throws Exception {
        return check(config(), token);
    }

    private AuthenticationResult check(JwtConfig config, String token) throws Exception {
        return answer(authenticator(config), with("unused", token));
    }

    private JwtAuthenticator authenticator(JwtConfig config) {
        return new JwtAuthenticator(config, keys, workers);
    }

    private static JwtConfig config() {
        return config("https://issuer.example", List.of("mqtt"), "sub", "groups");
    }

    private static JwtConfig config(
            @Nullable String issuer, List<String> audiences, String usernameClaim, String groupsClaim) {
        return new JwtConfig(
                "keys.json",
                issuer,
                audiences,
                usernameClaim,
                groupsClaim,
                Duration.ofSeconds(60),
                Duration.ofMinutes(5));
    }

    private String read() throws IOException {
        reads.incrementAndGet();
        if (published.isEmpty()) {
            throw new IOException("nobody there");
        }
        return published;
    }
}
