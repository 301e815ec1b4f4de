package io.mqttproxy.app.importer;

import io.mqttproxy.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads {@code topic-mapping-rules.json}. YAML 1.2 contains JSON, so the YAML parser does. */
final class StrimziRules {
    private StrimziRules() {}

    static List<StrimziRule> parse(String json) {
        if (!(load(json) instanceof List<?> elements)) {
            throw error("the mapping rules must be a JSON array");
        }
        List<StrimziRule> rules = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof Map<?, ?> object)) {
                throw error("mapping rule " + (rules.size() + 1) + " must be a JSON object");
            }
            String where = "mapping rule " + (rules.size() + 1);
            rules.add(new StrimziRule(
                    required(object, "mqttTopic", where),
                    required(object, "kafkaTopic", where),
                    text(object.get("kafkaKey"))));
        }
        return rules;
    }

    private static @Nullable Object load(String json) {
        try {
            return new Load(LoadSettings.builder().build()).loadFromString(json);
        } catch (YamlEngineException e) {
            throw error("the mapping rules are not JSON: "
                    + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    private static String required(Map<?, ?> object, String name, String where) {
        String value = text(object.get(name));
        if (value == null || value.isEmpty()) {
            throw error(where + " needs a " + name);
        }
        return value;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static ConfigException error(String problem) {
        return new ConfigException("import", problem);
    }
}
