package io.mqttproxy.security;

import io.mqttproxy.security.AclClient.Name;
import io.mqttproxy.security.AclLevel.Literal;
import io.mqttproxy.security.AclLevel.Placeholder;
import io.mqttproxy.security.AclLevel.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic filter of an ACL file (MQTT 5.0 section 4.7), with placeholders for the client's names.
 * Matching allocates nothing.
 */
final class AclFilter {
    private static final Pattern BRACES = Pattern.compile("\\{[^}]*}");

    private final AclLevel[] levels;
    private final boolean beginsWithDollar;

    private AclFilter(String text, List<AclLevel> levels) {
        this.levels = levels.toArray(AclLevel[]::new);
        this.beginsWithDollar = text.startsWith("$");
    }

    /**
     * Parses a filter.
     *
     * @param mosquittoPlaceholders whether the levels {@code %c} and {@code %u} are placeholders for
     *     the client's names
     * @throws IllegalArgumentException when the text is not a topic filter
     */
    static AclFilter parse(String text, boolean mosquittoPlaceholders) {
        require(text.indexOf('\0') < 0, "a topic filter must not contain U+0000");
        String[] parts = text.split("/", -1);
        List<AclLevel> levels = new ArrayList<>();
        for (String part : parts) {
            AclLevel level = level(part, mosquittoPlaceholders);
            levels.add(level);
            require(level != Wildcard.ALL || levels.size() == parts.length, "'#' must be the last level");
        }
        return new AclFilter(text, levels);
    }

    private static AclLevel level(String text, boolean mosquittoPlaceholders) {
        if (text.equals("+")) {
            return Wildcard.ONE;
        }
        if (text.equals("#")) {
            return Wildcard.ALL;
        }
        require(text.indexOf('+') < 0, "'+' must be a whole level, as in a/+/b");
        require(text.indexOf('#') < 0, "'#' must be a whole level, as in a/#");
        if (mosquittoPlaceholders && text.equals("%c")) {
            return new Placeholder("", Name.CLIENT_ID, "");
        }
        if (mosquittoPlaceholders && text.equals("%u")) {
            return new Placeholder("", Name.USERNAME, "");
        }
        require(
                !mosquittoPlaceholders || !(text.contains("%c") || text.contains("%u")),
                "%c and %u must be whole levels; write {clientid} and {username} inside of one");
        return literalOrPlaceholder(text);
    }

    private static AclLevel literalOrPlaceholder(String text) {
        Matcher braces = BRACES.matcher(text);
        if (!braces.find()) {
            return new Literal(text);
        }
        Name name = name(braces.group());
        String before = text.substring(0, braces.start());
        String after = text.substring(braces.end());
        // With two names in one level, client 'ab' of user 'c' could pass for client 'a' of user 'bc'.
        require(!BRACES.matcher(after).find(), "a level must not have more than one placeholder");
        return new Placeholder(before, name, after);
    }

    private static Name name(String placeholder) {
        return switch (placeholder) {
            case "{clientid}" -> Name.CLIENT_ID;
            case "{username}" -> Name.USERNAME;
            default ->
                throw new IllegalArgumentException(
                        "unknown placeholder " + placeholder + "; there are {clientid} and {username}");
        };
    }

    /**
     * Whether the filter matches this topic.
     *
     * @param unsafeMatches the result when a placeholder's value contains {@code /}, {@code +} or
     *     {@code #}: false for a rule that allows and true for a rule that denies, so that a client
     *     cannot gain access by its choice of names
     */
    boolean matches(String topic, AclClient client, boolean unsafeMatches) {
        if (topic.startsWith("$") && !beginsWithDollar) {
            return false;
        }
        int start = 0;
        for (AclLevel level : levels) {
            if (level == Wildcard.ALL) {
                return true;
            }
            if (start > topic.length()) {
                return false;
            }
            if (level instanceof Placeholder placeholder && client.isUnsafe(placeholder.name())) {
                return unsafeMatches;
            }
            int slash = topic.indexOf('/', start);
            int end = slash < 0 ? topic.length() : slash;
            if (!level.matches(topic, start, end, client)) {
                return false;
            }
            start = end + 1;
        }
        return start > topic.length();
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
