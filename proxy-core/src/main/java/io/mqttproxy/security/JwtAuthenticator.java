package io.mqttproxy.security;

import io.mqttproxy.config.JwtConfig;
import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.mqttproxy.security.AuthenticationResult.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Authenticates by a JSON Web Token (RFC 7519) in the password field. The user name in CONNECT is
 * ignored, because the token names the user; many client libraries cannot send a password without a
 * user name. Signatures are checked on the threads of {@link AuthenticationWorkers}.
 */
final class JwtAuthenticator implements AuthenticationMethod {
    private static final Logger LOG = LoggerFactory.getLogger(JwtAuthenticator.class);
    private static final AuthenticationResult WRONG = new Refused(Refusal.BAD_CREDENTIALS);
    private static final AuthenticationResult UNAVAILABLE = new Refused(Refusal.SERVER_UNAVAILABLE);

    /**
     * A signed token in compact form: three base64url parts, of which the first begins like every
     * encoded JSON object.
     */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*");

    /**
     * Only asymmetric algorithms: with a shared secret, anybody who can check tokens could also create
     * them.
     */
    private static final AlgorithmConstraints SIGNATURES = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
            AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
            AlgorithmIdentifiers.EDDSA);

    private static final Set<Integer> QUOTABLE = Set.of(
            ErrorCodes.EXPIRED,
            ErrorCodes.EXPIRATION_MISSING,
            ErrorCodes.NOT_YET_VALID,
            ErrorCodes.ISSUER_INVALID,
            ErrorCodes.ISSUER_MISSING,
            ErrorCodes.AUDIENCE_INVALID,
            ErrorCodes.AUDIENCE_MISSING);

    private final JwtConfig config;
    private final ClaimPath usernameClaim;
    private final ClaimPath groupsClaim;
    private final JwtKeys keys;
    private final AuthenticationWorkers workers;

    JwtAuthenticator(JwtConfig config, JwtKeys keys, AuthenticationWorkers workers) {
        this.config = config;
        this.usernameClaim = new ClaimPath(config.usernameClaim());
        this.groupsClaim = new ClaimPath(config.groupsClaim());
        this.keys = keys;
        this.workers = workers;
    }

    @Override
    public boolean appliesTo(Credentials credentials) {
        byte[] password = credentials.password();
        return password != null && TOKEN.matcher(text(password)).matches();
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(Credentials credentials) {
        byte[] password = credentials.password();
        if (password == null || credentials.hasTooLongPassword()) {
            return CompletableFuture.completedFuture(WRONG);
        }
        String token = text(password);
        List<JsonWebKey> known = keys.current();
        return submit(token, known, credentials)
                .thenCompose(answer -> answer.isPresent()
                        ? CompletableFuture.completedFuture(answer.get())
                        : checkAgain(token, known, credentials));
    }

    /** Checks the token again after a refresh of the keys, since the unknown key that it names may be new. */
    private CompletionStage<AuthenticationResult> checkAgain(
            String token, List<JsonWebKey> known, Credentials credentials) {
        return keys.refresh().thenCompose(done -> {
            List<JsonWebKey> fresh = keys.current();
            if (fresh.isEmpty()) {
                return CompletableFuture.completedFuture(UNAVAILABLE);
            }
            return fresh == known
                    ? CompletableFuture.completedFuture(WRONG)
                    : submit(token, fresh, credentials).thenApply(answer -> answer.orElse(WRONG));
        });
    }

    private CompletionStage<Optional<AuthenticationResult>> submit(
            String token, List<JsonWebKey> known, Credentials credentials) {
        return workers.submit(() -> check(token, known, credentials), Optional.of(UNAVAILABLE));
    }

    /** The result, or nothing when the token names an unknown key. */
    private Optional<AuthenticationResult> check(String token, List<JsonWebKey> known, Credentials credentials) {
        try {
            return Optional.of(accept(consumer(known).processToClaims(token)));
        } catch (InvalidJwtException e) {
            if (e.getCause() instanceof UnresolvableKeyException) {
                return Optional.empty();
            }
            LOG.debug("{}: token refused: {}", credentials.remoteAddress(), reason(e));
        } catch (MalformedClaimException e) {
            LOG.debug("{}: token refused: {}", credentials.remoteAddress(), e.getMessage());
        }
        return Optional.of(WRONG);
    }

    /**
     * Why a token is refused, for the log. Error messages not listed in {@link #QUOTABLE} quote the
     * token itself.
     */
    private static String reason(InvalidJwtException refusal) {
        return refusal.getErrorDetails().stream()
                .filter(error -> QUOTABLE.contains(error.getErrorCode()))
                .map(ErrorCodeValidator.Error::getErrorMessage)
                .findFirst()
                .orElse("its form or its signature is wrong");
    }

    private AuthenticationResult accept(JwtClaims claims) throws MalformedClaimException {
        Map<String, Object> values = claims.getClaimsMap();
        String username = usernameClaim.text(values);
        if (username == null) {
            throw new MalformedClaimException("the claim " + usernameClaim.path() + " is missing");
        }
        return new Accepted(new Identity(username, groupsClaim.texts(values), endOf(claims.getExpirationTime())));
    }

    /** With the clock skew. Issuers write any large number for a token that never expires. */
    private Instant endOf(NumericDate expiry) {
        Instant latest = Instant.MAX.minus(config.clockSkew());
        return Instant.ofEpochSecond(Math.min(expiry.getValue(), latest.getEpochSecond()))
                .plus(config.clockSkew());
    }

    private JwtConsumer consumer(List<JsonWebKey> known) {
        JwksVerificationKeyResolver resolver = new JwksVerificationKeyResolver(known);
        // If the token has no key id, the key that fits the signature is used.
        resolver.setDisambiguateWithVerifySignature(true);
        JwtConsumerBuilder builder = new JwtConsumerBuilder()
                .setVerificationKeyResolver(resolver)
                .setJwsAlgorithmConstraints(SIGNATURES)
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds((int) config.clockSkew().toSeconds());
        if (config.issuer() != null) {
            builder.setExpectedIssuer(config.issuer());
        }
        if (!config.audiences().isEmpty()) {
            builder.setExpectedAudience(config.audiences().toArray(String[]::new));
        }
        return builder.build();
    }

    private static String text(byte[] password) {
        return new String(password, StandardCharsets.US_ASCII);
    }
}
