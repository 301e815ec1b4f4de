package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The users and their hashed passwords: one {@code user:hash} a line, {@code #} begins a comment line. Files of
 * {@code mosquitto_passwd} and {@code htpasswd -B} are such files. Immutable; safe for all threads.
 */
public final class PasswordFile {
    static final String SETTING = "password-file";

    private final Map<String, Entry> entries;
    private final List<Entry> inOrder;
    private final int decoySalt = new SecureRandom().nextInt();

    /**
     * One line.
     *
     * @param text the hash as written; changes whenever the password does
     */
    record Entry(String text, PasswordHash hash) {
        /** Names no secret. */
        @Override
        public String toString() {
            return "Entry";
        }
    }

    private PasswordFile(Map<String, Entry> entries) {
        this.entries = Map.copyOf(entries);
        this.inOrder = List.copyOf(entries.values());
    }

    /**
     * Reads the whole file.
     *
     * @throws ConfigException when it cannot be read, or names the first line that is wrong
     */
    public static PasswordFile load(Path path) {
        SourceFile source = new SourceFile(SETTING, path);
        Map<String, Entry> entries = new HashMap<>();
        int number = 0;
        for (String line : source.lines()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                addLine(line, number, source, entries);
            }
        }
        return new PasswordFile(entries);
    }

    private static void addLine(String line, int number, SourceFile source, Map<String, Entry> entries) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw source.error(number, "must be user:hash");
        }
        String user = line.substring(0, colon).trim();
        String text = line.substring(colon + 1).trim();
        if (user.isEmpty()) {
            throw source.error(number, "has no user before the colon");
        }
        try {
            if (entries.put(user, new Entry(text, PasswordHash.parse(text))) != null) {
                throw source.error(number, "user '" + user + "' stands here for the second time");
            }
        } catch (IllegalArgumentException e) {
            throw source.error(
                    number, "user '" + user + "': " + e.getMessage() + "; the password command makes a good line");
        }
    }

    @Nullable
    Entry find(String username) {
        return entries.get(username);
    }

    /**
     * An entry to check an unknown user's password against, so that the refusal takes as long as for a known user and does
     * not give away who exists. A name always gets the same entry, and names are spread over the whole file, because hashes may
     * differ in cost.
     */
    @Nullable
    Entry decoyFor(String username) {
        return inOrder.isEmpty()
                ? null
                : inOrder.get(Math.floorMod(31 * username.hashCode() ^ decoySalt, inOrder.size()));
    }

    /** The number of users. */
    public int size() {
        return inOrder.size();
    }
}
