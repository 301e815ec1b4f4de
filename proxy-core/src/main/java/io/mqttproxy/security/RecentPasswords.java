package io.mqttproxy.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a while which users gave the right password. After a short network failure, a whole
 * fleet can thus reconnect without queueing for minutes of bcrypt. Stores no passwords, only their
 * HMACs under a random key that never leaves the process. When a hash in the password file changes,
 * what was remembered for that user becomes invalid.
 *
 * <p>Thread-safe. The lock is held only for one map access, so event loops may call these methods.
 */
final class RecentPasswords {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key = randomKey();
    private final long lifeNanos;
    private final LongSupplier clock;
    private final Map<String, Proof> proofs;

    private record Proof(byte[] mac, long rememberedAt) {}

    /**
     * @param size number of users to remember, 0 for none
     * @param life how long a password is remembered
     */
    RecentPasswords(int size, Duration life, LongSupplier clock) {
        this.lifeNanos = life.toNanos();
        this.clock = clock;
        this.proofs = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Proof> eldest) {
                return size() > size;
            }
        };
    }

    void remember(String username, PasswordFile.Entry entry, byte[] password) {
        Proof proof = new Proof(mac(entry, password), clock.getAsLong());
        synchronized (proofs) {
            // Removed first, so that the eldest entry is the one with the oldest proof.
            proofs.remove(username);
            proofs.put(username, proof);
        }
    }

    /** Whether this password has recently matched this entry. */
    boolean knows(String username, PasswordFile.Entry entry, byte[] password) {
        @Nullable Proof proof;
        synchronized (proofs) {
            proof = proofs.get(username);
        }
        return proof != null
                && clock.getAsLong() - proof.rememberedAt < lifeNanos
                && MessageDigest.isEqual(proof.mac, mac(entry, password));
    }

    private byte[] mac(PasswordFile.Entry entry, byte[] password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(entry.text().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(password);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static SecretKeySpec randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, ALGORITHM);
    }
}
