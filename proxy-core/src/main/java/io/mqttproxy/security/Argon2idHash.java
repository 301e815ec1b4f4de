package io.mqttproxy.security;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash (RFC 9106) in the text format of the reference implementation, which Mosquitto 2.1
 * writes.
 */
final class Argon2idHash implements PasswordHash {
    /**
     * Bounds the heap that one line of the file can cost, which every worker thread may need at the
     * same time.
     */
    private static final int MAX_MEMORY_KIB = 256 * 1024;

    private static final Pattern FORMAT = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final Argon2Parameters parameters;
    private final byte[] hash;

    private Argon2idHash(Argon2Parameters parameters, byte[] hash) {
        this.parameters = parameters;
        this.hash = hash;
    }

    static Argon2idHash parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the Argon2id hash is not of the form $argon2id$v=19$m=…,t=…,p=…$…$…");
        }
        int memory = Integer.parseInt(matcher.group(1));
        int iterations = Integer.parseInt(matcher.group(2));
        int lanes = Integer.parseInt(matcher.group(3));
        if (memory > MAX_MEMORY_KIB) {
            throw new IllegalArgumentException(
                    "the Argon2id hash needs more than " + MAX_MEMORY_KIB + " KiB of memory");
        }
        if (iterations == 0 || lanes == 0) {
            throw new IllegalArgumentException("the Argon2id hash needs t and p of at least 1");
        }
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(iterations)
                .withParallelism(lanes)
                .withSalt(Base64.getDecoder().decode(matcher.group(4)))
                .build();
        return new Argon2idHash(parameters, Base64.getDecoder().decode(matcher.group(5)));
    }

    @Override
    public boolean matches(byte[] password) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] candidate = new byte[hash.length];
        generator.generateBytes(password, candidate);
        return MessageDigest.isEqual(candidate, hash);
    }
}
