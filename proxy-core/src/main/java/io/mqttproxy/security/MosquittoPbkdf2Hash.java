package io.mqttproxy.security;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A PBKDF2 hash with HMAC-SHA-512, {@code $7$iterations$salt$hash}, as Mosquitto 2 writes it. The
 * JDK's implementation cannot be used, because it takes characters, whereas an MQTT password consists
 * of bytes (MQTT 5.0 section 3.1.3.6).
 */
final class MosquittoPbkdf2Hash implements PasswordHash {
    private static final int HASH_BYTES = 64;
    private static final int MAX_ITERATIONS = 10_000_000;
    private static final Pattern FORMAT =
            Pattern.compile("\\$7\\$([1-9]\\d{0,7})\\$([A-Za-z0-9+/]+=*)\\$([A-Za-z0-9+/]+=*)");

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private MosquittoPbkdf2Hash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    static MosquittoPbkdf2Hash parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the hash is not of the form $7$iterations$salt$hash");
        }
        int iterations = Integer.parseInt(matcher.group(1));
        if (iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException("the hash has more than " + MAX_ITERATIONS + " iterations");
        }
        byte[] salt = Base64.getDecoder().decode(matcher.group(2));
        byte[] hash = Base64.getDecoder().decode(matcher.group(3));
        if (hash.length != HASH_BYTES) {
            throw new IllegalArgumentException("the hash has " + hash.length + " bytes instead of " + HASH_BYTES);
        }
        return new MosquittoPbkdf2Hash(iterations, salt, hash);
    }

    @Override
    public boolean matches(byte[] password) {
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
        generator.init(password, salt, iterations);
        KeyParameter candidate = (KeyParameter) generator.generateDerivedMacParameters(8 * HASH_BYTES);
        return MessageDigest.isEqual(candidate.getKey(), hash);
    }
}
