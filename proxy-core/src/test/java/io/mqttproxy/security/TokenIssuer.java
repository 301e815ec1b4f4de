package io.mqttproxy.security;

import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Signs tokens like an identity provider. */
final class TokenIssuer {
    private final PublicJsonWebKey key;
    private final String algorithm;

    private TokenIssuer(PublicJsonWebKey key, @Nullable String keyId, String algorithm) {
        this.key = key;
        this.algorithm = algorithm;
        key.setKeyId(keyId);
    }

    static TokenIssuer elliptic(@Nullable String keyId) {
        try {
            return new TokenIssuer(EcJwkGenerator.generateJwk(EllipticCurves.P256), keyId, "ES256");
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static TokenIssuer rsa(String keyId) {
        try {
            return new TokenIssuer(RsaJwkGenerator.generateJwk(2048), keyId, "PS256");
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static TokenIssuer edwards(String keyId) {
        try {
            return new TokenIssuer(OkpJwkGenerator.generateJwk("Ed25519"), keyId, "EdDSA");
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public keys of issuers, as a JSON Web Key Set. */
    static String publish(TokenIssuer... issuers) {
        JsonWebKeySet keys = new JsonWebKeySet();
        for (TokenIssuer issuer : issuers) {
            keys.addJsonWebKey(issuer.key);
        }
        return keys.toJson();
    }

    static JwtClaims claims(String subject) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject(subject);
        claims.setIssuer("https://issuer.example");
        claims.setAudience("mqtt");
        claims.setExpirationTimeMinutesInTheFuture(10);
        return claims;
    }

    String sign(JwtClaims claims) throws Exception {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(algorithm);
        return signature.getCompactSerialization();
    }
}
