package io.mqttproxy.security;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of one section of an ACL file. Callers ask for a denial before they ask for a permission. */
final class AclRules {
    private final List<Rule> denying = new ArrayList<>();
    private final List<Rule> allowing = new ArrayList<>();

    private record Rule(AclFilter filter, AclVerdict verdict) {}

    /** Adds a rule. Only for the parser: after parsing, many threads read the rules without a lock. */
    void add(AclFilter filter, AclVerdict verdict) {
        (verdict.allowed() ? allowing : denying).add(new Rule(filter, verdict));
    }

    /** Whether there is any allowing rule. */
    boolean allowAnything() {
        return !allowing.isEmpty();
    }

    /** The verdict of the first matching rule that denies, {@code null} when there is none. */
    @Nullable
    AclVerdict denial(String topic, AclClient client) {
        return first(denying, topic, client, true);
    }

    /** The verdict of the first matching rule that allows, {@code null} when there is none. */
    @Nullable
    AclVerdict permission(String topic, AclClient client) {
        return first(allowing, topic, client, false);
    }

    private static @Nullable AclVerdict first(List<Rule> rules, String topic, AclClient client, boolean unsafeMatches) {
        for (Rule rule : rules) {
            if (rule.filter.matches(topic, client, unsafeMatches)) {
                return rule.verdict;
            }
        }
        return null;
    }
}
