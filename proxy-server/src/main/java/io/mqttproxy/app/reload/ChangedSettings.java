package io.mqttproxy.app.reload;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which settings differ between two configurations, by their YAML. */
final class ChangedSettings {
    private ChangedSettings() {}

    /** The names, sorted. A changed secret is not seen, because the YAML hides it. */
    static Set<String> between(String before, String after) {
        Map<String, String> old = blocks(before);
        Map<String, String> current = blocks(after);
        Set<String> names = new TreeSet<>(old.keySet());
        names.addAll(current.keySet());
        names.removeIf(name -> String.valueOf(old.get(name)).equals(current.get(name)));
        return names;
    }

    /** The lines of each top-level key, without the comment at their end, which names the place of the value. */
    private static Map<String, String> blocks(String yaml) {
        Map<String, String> blocks = new LinkedHashMap<>();
        String key = "";
        for (String line : yaml.lines().toList()) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            String content = line.replaceFirst("  # [^#]*$", "");
            if (Character.isLetter(content.charAt(0))) {
                key = content.replaceFirst(":.*", "");
            }
            blocks.merge(key, content, String::concat);
        }
        return blocks;
    }
}
