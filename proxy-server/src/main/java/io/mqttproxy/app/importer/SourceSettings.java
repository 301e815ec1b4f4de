package io.mqttproxy.app.importer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings to import. Each is taken once; what is left at the end has no equivalent. */
final class SourceSettings {
    private final TreeMap<String, String> settings;

    SourceSettings(Map<String, String> settings) {
        this.settings = new TreeMap<>(settings);
    }

    /** The trimmed value, or {@code null} when the setting is absent or empty. */
    @Nullable
    String take(String name) {
        String value = settings.remove(name);
        return value == null || value.isBlank() ? null : value.trim();
    }

    String take(String name, String absent) {
        String value = take(name);
        return value == null ? absent : value;
    }

    /** The values of a list with commas. */
    List<String> takeList(String name, String absent) {
        return Stream.of(take(name, absent).split(",", -1))
                .map(String::trim)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Whether a setting's name begins so that nobody has taken. */
    boolean has(String prefix) {
        String first = settings.ceilingKey(prefix);
        return first != null && first.startsWith(prefix);
    }

    /** All settings whose names begin so. */
    Map<String, String> takeAll(String prefix) {
        Map<String, String> taken = new TreeMap<>(settings.tailMap(prefix));
        taken.keySet().removeIf(name -> !name.startsWith(prefix));
        settings.keySet().removeAll(taken.keySet());
        return taken;
    }

    /** All settings whose names begin so, by the rest of their names. */
    Map<String, String> takeBehind(String prefix) {
        Map<String, String> taken = new TreeMap<>();
        takeAll(prefix).forEach((name, value) -> taken.put(name.substring(prefix.length()), value));
        return taken;
    }

    /** The names that nobody has taken, sorted. */
    Set<String> rest() {
        return settings.keySet();
    }
}
