package io.mqttproxy.security;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of one section of an ACL file. Those that deny are asked before those that allow. */
final class AclRules {
    private final List<Rule> denying = new ArrayList<>();
    private final List<Rule> allowing = new ArrayList<>();

    private record Rule(AclFilter filter, AclVerdict verdict) {}

    /** Adds a rule. Only while the file is read: afterwards many threads look here. */
    void add(AclFilter filter, AclVerdict verdict) {
        (verdict.allowed() ? allowing : denying).add(new Rule(filter, verdict));
    }

    /** Whether there is a rule that allows something to somebody. */
    boolean allowAnything() {
        return !allowing.isEmpty();
    }

    /** The verdict of the first rule that denies the topic, or {@code null}. */
    @Nullable
    AclVerdict denial(String topic, AclClient client) {
        return first(denying, topic, client, true);
    }

    /** The verdict of the first rule that allows the topic, or {@code null}. */
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
