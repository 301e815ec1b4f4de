package io.mqttproxy.security;

import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * A bcrypt hash, as {@code htpasswd -B} and the {@code password} command write it. A check needs 4 KiB
 * of memory at any cost.
 */
final class BcryptHash implements PasswordHash {
    /** Longest password in bytes; the algorithm ignores all further bytes. */
    static final int MAX_PASSWORD_BYTES = 72;

    /**
     * About 60 ms of processor time per check: slow for an attacker, but still some sixteen devices
     * per second and core.
     */
    private static final int COST = 10;

    /** Beyond this cost one check takes seconds, so that a reconnecting fleet would never get in. */
    private static final int MAX_COST = 16;

    private static final int SALT_BYTES = 16;
    private static final Pattern FORMAT = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

    private final String text;

    private BcryptHash(String text) {
        this.text = text;
    }

    static BcryptHash parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the bcrypt hash is not complete");
        }
        int cost = Integer.parseInt(matcher.group(1));
        if (cost < 4 || cost > MAX_COST) {
            throw new IllegalArgumentException("the bcrypt cost must be between 4 and " + MAX_COST + ", not " + cost);
        }
        return new BcryptHash(text);
    }

    /**
     * The text of a new hash with a random salt.
     *
     * @param password at most {@value #MAX_PASSWORD_BYTES} bytes
     */
    static String create(byte[] password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return OpenBSDBCrypt.generate("2b", password, salt, COST);
    }

    @Override
    public boolean matches(byte[] password) {
        return OpenBSDBCrypt.checkPassword(text, password);
    }
}
