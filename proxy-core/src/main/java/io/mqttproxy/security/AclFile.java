package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may publish where, by an ACL file in Mosquitto's syntax with a few extensions. Whatever
 * no rule allows is denied. Immutable, so that a reload yields another object, and thread-safe.
 */
public final class AclFile implements Authorizer {
    private final AclRules anonymous;
    private final Map<String, AclRules> users;
    private final Map<String, AclRules> groups;
    private final List<ClientIds> clientIds;
    private final AclRules patterns;
    private final AclVerdict noRule;
    private final List<String> warnings;

    /** The rules for clients whose id matches a pattern. */
    record ClientIds(WildcardPattern pattern, AclRules rules) {}

    AclFile(
            Path path,
            AclRules anonymous,
            Map<String, AclRules> users,
            Map<String, AclRules> groups,
            List<ClientIds> clientIds,
            AclRules patterns,
            List<String> warnings) {
        this.anonymous = anonymous;
        this.users = Map.copyOf(users);
        this.groups = Map.copyOf(groups);
        this.clientIds = List.copyOf(clientIds);
        this.patterns = patterns;
        this.warnings = List.copyOf(warnings);
        this.noRule = new AclVerdict(false, "no rule of " + path + " allows it");
    }

    /**
     * Reads the whole file.
     *
     * @throws ConfigException when the file cannot be read, or naming the first line with an error
     */
    public static AclFile load(Path path) {
        return new AclParser(path).parse();
    }

    /** One warning for each line that is valid but probably a mistake. */
    List<String> warnings() {
        return warnings;
    }

    @Override
    public boolean mayPublish(Identity identity, String clientId, String topic) {
        return verdict(identity, clientId, topic).allowed();
    }

    /** Whether no rule allows anybody to publish anything. */
    boolean deniesEverything() {
        return Stream.of(
                        Stream.of(anonymous, patterns),
                        users.values().stream(),
                        groups.values().stream(),
                        clientIds.stream().map(ClientIds::rules))
                .flatMap(rules -> rules)
                .noneMatch(AclRules::allowAnything);
    }

    /**
     * Decides like {@link #mayPublish}, and names the deciding rule.
     *
     * <p>As in Mosquitto, the sections that apply to the client are checked first, then the patterns,
     * which apply to everybody. Within each of these two groups, denying rules come before allowing
     * ones. The patterns are skipped for a client with {@code +} or {@code #} in one of its names.
     */
    public AclVerdict verdict(Identity identity, String clientId, String topic) {
        AclClient client = new AclClient(clientId, identity.username());
        List<AclRules> sections = sections(identity, clientId);
        @Nullable AclVerdict verdict = firstOf(sections, topic, client);
        if (verdict == null && !client.hasWildcards()) {
            verdict = firstOf(List.of(patterns), topic, client);
        }
        return verdict == null ? noRule : verdict;
    }

    private List<AclRules> sections(Identity identity, String clientId) {
        List<AclRules> sections = new ArrayList<>();
        String username = identity.username();
        @Nullable AclRules own = username == null ? anonymous : users.get(username);
        if (own != null) {
            sections.add(own);
        }
        for (String group : identity.groups()) {
            @Nullable AclRules rules = groups.get(group);
            if (rules != null) {
                sections.add(rules);
            }
        }
        for (ClientIds ids : clientIds) {
            if (ids.pattern.matches(clientId)) {
                sections.add(ids.rules);
            }
        }
        return sections;
    }

    private static @Nullable AclVerdict firstOf(List<AclRules> sections, String topic, AclClient client) {
        for (AclRules rules : sections) {
            @Nullable AclVerdict denial = rules.denial(topic, client);
            if (denial != null) {
                return denial;
            }
        }
        for (AclRules rules : sections) {
            @Nullable AclVerdict permission = rules.permission(topic, client);
            if (permission != null) {
                return permission;
            }
        }
        return null;
    }
}
