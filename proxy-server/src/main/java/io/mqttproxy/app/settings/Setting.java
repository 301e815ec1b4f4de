package io.mqttproxy.app.settings;

import java.util.List;
import java.util.Locale;

/**
 * One thing that an operator can set, declared once: command line, environment, YAML, help and documentation come from
 * here.
 *
 * @param name the long name, in lower case with dashes: {@code max-packet-size}
 * @param yamlName its key in YAML: the same name, or its plural for a list of objects
 * @param defaults the values when nobody sets it; empty for none
 * @param description one or more sentences, with the bounds
 * @param <T> one value, understood
 */
public record Setting<T>(
        String name, String yamlName, Syntax<T> syntax, Occurrence occurrence, List<T> defaults, String description) {

    static final String ENVIRONMENT_PREFIX = "MQTT_PROXY_";

    public Setting {
        defaults = List.copyOf(defaults);
    }

    /** A setting of one value that has a default. */
    public static <T> Setting<T> of(String name, Syntax<T> syntax, T defaultValue, String description) {
        return new Setting<>(name, name, syntax, Occurrence.ONCE, List.of(defaultValue), description);
    }

    /** A setting that may be left out. */
    public static <T> Setting<T> optional(String name, Syntax<T> syntax, String description) {
        return new Setting<>(name, name, syntax, Occurrence.ONCE, List.of(), description);
    }

    /** A copy that takes another number of values. */
    public Setting<T> occurring(Occurrence changed) {
        return new Setting<>(name, yamlName, syntax, changed, defaults, description);
    }

    /** A copy with another key in YAML. */
    public Setting<T> inYaml(String key) {
        return new Setting<>(name, key, syntax, occurrence, defaults, description);
    }

    /** On the command line: {@code --max-packet-size}. */
    public String option() {
        return "--" + name;
    }

    /** In the environment: {@code MQTT_PROXY_MAX_PACKET_SIZE}. */
    public String environmentName() {
        return ENVIRONMENT_PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The defaults as an operator would write them; empty for none. */
    public List<String> defaultTexts() {
        return defaults.stream().map(syntax::format).toList();
    }
}
