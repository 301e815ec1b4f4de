package io.mqttproxy.routing;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.mqttproxy.config.ConfigException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that must match the whole MQTT topic. RE2 takes time linear in the length of
 * the topic. With a backtracking engine a device could block an event loop by its choice of topics.
 */
record RegexFilter(Pattern pattern, Map<String, TemplatePart> captures) implements RouteFilter {

    static RegexFilter compile(String regex, String where) {
        try {
            Pattern pattern = Pattern.compile(regex);
            return new RegexFilter(pattern, captures(pattern));
        } catch (PatternSyntaxException e) {
            throw new ConfigException(
                    "route",
                    "'" + regex
                            + "' is not a regular expression that RE2 accepts (no look-around, no back-references): "
                            + e.getDescription() + " (" + where + ")");
        }
    }

    private static Map<String, TemplatePart> captures(Pattern pattern) {
        Map<String, TemplatePart> captures = new LinkedHashMap<>();
        for (int group = 1; group <= pattern.groupCount(); group++) {
            captures.put(String.valueOf(group), new TemplatePart.RegexGroup(group));
        }
        pattern.namedGroups().forEach((name, group) -> captures.put(name, new TemplatePart.RegexGroup(group)));
        return Collections.unmodifiableMap(captures);
    }

    /**
     * The text of each group, empty for a group that did not take part in the match; {@code null} if
     * the topic does not match.
     */
    @Nullable
    List<String> groups(String topic) {
        Matcher matcher = pattern.matcher(topic);
        if (!matcher.matches()) {
            return null;
        }
        List<String> groups = new ArrayList<>(matcher.groupCount());
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String text = matcher.group(group);
            groups.add(text == null ? "" : text);
        }
        return groups;
    }

    @Override
    public boolean covers(RouteFilter other) {
        return other instanceof RegexFilter regex && pattern.pattern().equals(regex.pattern.pattern());
    }

    @Override
    public int fewestLevels() {
        return 1;
    }

    @Override
    public int mostLevels() {
        return Integer.MAX_VALUE;
    }
}
