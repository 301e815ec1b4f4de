package io.mqttproxy.app.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of one place, or of all places merged, as written: not parsed yet. */
final class Given {
    private final Map<Setting<?>, List<Raw>> values = new LinkedHashMap<>();

    void put(Setting<?> setting, List<Raw> raws) {
        values.put(setting, List.copyOf(raws));
    }

    boolean contains(Setting<?> setting) {
        return values.containsKey(setting);
    }

    /** The values of a setting, empty when it is not set. */
    List<Raw> get(Setting<?> setting) {
        return values.getOrDefault(setting, List.of());
    }

    Map<Setting<?>, List<Raw>> asMap() {
        return Collections.unmodifiableMap(values);
    }

    /** A copy in which those of a place with higher priority replace these; pairs are merged key by key. */
    Given overriddenBy(Given higher) {
        Given merged = new Given();
        values.forEach(merged::put);
        higher.values.forEach((setting, raws) ->
                merged.put(setting, setting.occurrence() == Occurrence.PAIRS ? mergedPairs(get(setting), raws) : raws));
        return merged;
    }

    private static List<Raw> mergedPairs(List<Raw> lower, List<Raw> higher) {
        Map<String, Raw> pairs = new LinkedHashMap<>();
        lower.forEach(raw -> pairs.put(PairSyntax.key(raw), raw));
        higher.forEach(raw -> pairs.put(PairSyntax.key(raw), raw));
        return List.copyOf(pairs.values());
    }
}
