package io.mqttproxy.security;

import io.mqttproxy.security.AclFile.ClientIds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses Mosquitto's {@code acl_file}: {@code topic}, {@code user} and {@code pattern} lines. In
 * addition, {@code group} and {@code clientid} lines begin sections like {@code user} lines. For one
 * use only.
 */
final class AclParser {
    static final String SETTING = "acl-file";

    private final SourceFile source;
    private final AclRules anonymous = new AclRules();
    private final Map<String, AclRules> users = new HashMap<>();
    private final Map<String, AclRules> groups = new HashMap<>();
    private final Map<String, AclRules> clientIds = new LinkedHashMap<>();
    private final AclRules patterns = new AclRules();
    private final List<String> warnings = new ArrayList<>();

    /** The section to which the next {@code topic} line belongs. */
    private AclRules section = anonymous;

    AclParser(Path path) {
        source = new SourceFile(SETTING, path);
    }

    AclFile parse() {
        int number = 0;
        for (String line : source.lines()) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                parse(text, number);
            }
        }
        List<ClientIds> ids = new ArrayList<>();
        clientIds.forEach((pattern, rules) -> ids.add(new ClientIds(WildcardPattern.parse(pattern), rules)));
        return new AclFile(source.path(), anonymous, users, groups, ids, patterns, warnings);
    }

    private void parse(String line, int number) {
        String[] words = line.split("\\s+", 2);
        String word = words[0];
        if (words.length == 1) {
            throw source.error(number, "'" + word + "' needs an argument");
        }
        String rest = words[1];
        switch (word) {
            case "topic" -> addRule(section, rest, false, line, number);
            case "pattern" -> addRule(patterns, rest, true, line, number);
            case "user" -> section = section(users, rest);
            case "group" -> section = section(groups, rest);
            case "clientid" -> section = section(clientIds, rest);
            default ->
                throw source.error(
                        number, "must begin with topic, pattern, user, group or clientid, not with '" + word + "'");
        }
    }

    private static AclRules section(Map<String, AclRules> sections, String name) {
        return sections.computeIfAbsent(name, any -> new AclRules());
    }

    private void addRule(AclRules rules, String rest, boolean pattern, String line, int number) {
        String[] words = rest.split("\\s+", 2);
        try {
            @Nullable Access access = Access.of(words[0]);
            if (words.length == 1) {
                require(access == null, "has no topic filter after '" + words[0] + "'");
                access = Access.READWRITE;
            }
            require(access != null, "'" + words[0] + "' must be read, write, readwrite or deny");
            String text = words[words.length - 1];
            AclFilter filter = AclFilter.parse(text, pattern);
            if (access != Access.READ) {
                warnOfPlaceholder("%c", "{clientid}", pattern, text, number);
                warnOfPlaceholder("%u", "{username}", pattern, text, number);
                rules.add(filter, new AclVerdict(access != Access.DENY, source.path() + ":" + number + ": " + line));
            }
        } catch (IllegalArgumentException e) {
            throw source.error(number, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Only a warning, because Mosquitto also accepts such text literally outside of {@code pattern}
     * lines.
     */
    private void warnOfPlaceholder(String placeholder, String instead, boolean pattern, String filter, int number) {
        if (!pattern && filter.contains(placeholder)) {
            warnings.add(source.error(
                            number,
                            placeholder + " is a placeholder only in pattern lines, not in topic lines; write "
                                    + instead + " instead")
                    .getMessage());
        }
    }

    /** The access that a rule is about. {@link #READ} rules are ignored, because clients can only publish. */
    private enum Access {
        READ,
        WRITE,
        READWRITE,
        DENY;

        static @Nullable Access of(String word) {
            return switch (word) {
                case "read" -> READ;
                case "write" -> WRITE;
                case "readwrite" -> READWRITE;
                case "deny" -> DENY;
                default -> null;
            };
        }
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
