package io.mqttproxy.app.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Shows the merged settings as YAML that could be read again, each with the place it comes from, secrets hidden. */
final class EffectiveSettings {
    private final StringBuilder yaml = new StringBuilder();
    private final SettingsTable table;
    private final Given given;

    private EffectiveSettings(SettingsTable table, Given given) {
        this.table = table;
        this.given = given;
    }

    static String toYaml(SettingsTable table, Given given) {
        EffectiveSettings effective = new EffectiveSettings(table, given);
        table.groups().forEach(effective::append);
        return effective.yaml.toString();
    }

    private void append(SettingGroup group) {
        yaml.append(yaml.isEmpty() ? "" : "\n");
        yaml.append("# ").append(group.title()).append('\n');
        group.settings().forEach(this::append);
    }

    private void append(Setting<?> setting) {
        List<Raw> raws = given.contains(setting) ? given.get(setting) : defaults(setting);
        if (raws.isEmpty()) {
            yaml.append("# ").append(setting.yamlName()).append(": not set\n");
        } else if (setting.occurrence().many()) {
            yaml.append(setting.yamlName()).append(":\n");
            raws.forEach(raw -> line(setting.occurrence() == Occurrence.PAIRS ? "  " : "  - ", setting, raw));
        } else {
            String comment = setting.equals(table.configFile()) ? "# " : "";
            line(comment + setting.yamlName() + ": ", setting, raws.get(0));
        }
    }

    private void line(String start, Setting<?> setting, Raw raw) {
        yaml.append(start)
                .append(value(setting, raw))
                .append("  # ")
                .append(raw.source())
                .append('\n');
    }

    private static List<Raw> defaults(Setting<?> setting) {
        return setting.defaultTexts().stream()
                .<Raw>map(text -> new Raw.Text(text, "default"))
                .toList();
    }

    private static String value(Setting<?> setting, Raw raw) {
        if (raw instanceof Raw.Fields object) {
            return object.fields().entrySet().stream()
                    .map(field -> YamlText.of(field.getKey()) + ": "
                            + YamlText.of(field.getValue().text()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        Raw.Text given = (Raw.Text) raw;
        if (setting.occurrence() != Occurrence.PAIRS) {
            return YamlText.of(given.text());
        }
        String key = PairSyntax.key(given);
        return YamlText.of(key) + ": " + YamlText.of(Redaction.shown(key, PairSyntax.value(given)));
    }
}
