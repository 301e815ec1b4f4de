package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The users and their password hashes: one {@code user:hash} per line; a line that begins with {@code
 * #} is a comment. Files written by {@code mosquitto_passwd} and {@code htpasswd -B} have this format.
 * Immutable and thread-safe.
 */
public final class PasswordFile {
    static final String SETTING = "password-file";

    private final Map<String, Entry> entries;
    private final List<Entry> inOrder;
    private final int decoySalt = new SecureRandom().nextInt();

    /**
     * One line of the file.
     *
     * @param text the hash as written, which changes whenever the password changes
     */
    record Entry(String text, PasswordHash hash) {
        /** Leaves out the hash. */
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
     * @throws ConfigException when the file cannot be read, or naming the first line with an error
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
            throw source.error(number, "has no user name before the colon");
        }
        try {
            if (entries.put(user, new Entry(text, PasswordHash.parse(text))) != null) {
                throw source.error(number, "user '" + user + "' is listed a second time");
            }
        } catch (IllegalArgumentException e) {
            throw source.error(
                    number, "user '" + user + "': " + e.getMessage() + "; create the line with the password command");
        }
    }

    @Nullable
    Entry find(String username) {
        return entries.get(username);
    }

    /**
     * An entry to check the password of an unknown user against, so that the refusal takes as long as
     * for a known user and does not reveal which users exist. A name always gets the same entry, and
     * names are spread over the whole file, because hashes may differ in cost.
     */
    @Nullable
    Entry decoyFor(String username) {
        return inOrder.isEmpty()
                ? null
                : inOrder.get(Math.floorMod(31 * username.hashCode() ^ decoySalt, inOrder.size()));
    }

    /** Number of users. */
    public int size() {
        return inOrder.size();
    }
}
