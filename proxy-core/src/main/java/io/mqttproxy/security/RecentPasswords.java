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
 * Remembers for a while who gave the right password, so that a fleet that lost its network for a moment does not queue
 * for minutes of bcrypt. It holds no passwords but their HMACs under a key that is drawn at start and never leaves the
 * process; a changed hash in the password file makes what is remembered worthless.
 *
 * <p>Safe for all threads. The lock is held for a map access only, so event loops may come here.
 */
final class RecentPasswords {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key = randomKey();
    private final long lifeNanos;
    private final LongSupplier clock;
    private final Map<String, Proof> proofs;

    private record Proof(byte[] mac, long rememberedAt) {}

    /** @param size users remembered; 0 remembers nobody */
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
            // Removed first, so that the eldest is the one whose proof is oldest.
            proofs.remove(username);
            proofs.put(username, proof);
        }
    }

    /** Whether this password was right for this entry a short while ago. */
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
