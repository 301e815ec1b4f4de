package io.mqttproxy.security;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SHA-512 hash of password and salt, {@code $6$salt$hash}, as Mosquitto wrote it before version 2.
 * Weak, because it is fast.
 */
final class MosquittoSha512Hash implements PasswordHash {
    private static final int HASH_BYTES = 64;
    private static final Pattern FORMAT = Pattern.compile("\\$6\\$([A-Za-z0-9+/]+=*)\\$([A-Za-z0-9+/]+=*)");

    private final byte[] salt;
    private final byte[] hash;

    private MosquittoSha512Hash(byte[] salt, byte[] hash) {
        this.salt = salt;
        this.hash = hash;
    }

    static MosquittoSha512Hash parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the hash is not of the form $6$salt$hash");
        }
        byte[] salt = Base64.getDecoder().decode(matcher.group(1));
        byte[] hash = Base64.getDecoder().decode(matcher.group(2));
        if (hash.length != HASH_BYTES) {
            throw new IllegalArgumentException("the hash has " + hash.length + " bytes instead of " + HASH_BYTES);
        }
        return new MosquittoSha512Hash(salt, hash);
    }

    @Override
    public boolean matches(byte[] password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(password);
            digest.update(salt);
            return MessageDigest.isEqual(digest.digest(), hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK since 17 has SHA-512", e);
        }
    }
}
