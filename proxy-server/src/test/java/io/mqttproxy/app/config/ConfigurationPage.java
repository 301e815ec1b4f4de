package io.mqttproxy.app.config;

import io.mqttproxy.app.GeneratedPage;
import io.mqttproxy.app.settings.Occurrence;
import io.mqttproxy.app.settings.Setting;
import io.mqttproxy.app.settings.SettingGroup;
import io.mqttproxy.app.settings.SettingsTable;

/** Writes {@code docs/configuration.md} out of the settings table. */
final class ConfigurationPage {
    private static final String INTRODUCTION = """
            # Configuration

            <!-- Generated from the settings table by ConfigurationPageTest; do not edit.
                 Regenerate: %s -->

            Every setting has one name and can be given in three places. The command line overrides the environment, the
            environment overrides the file, and the file overrides the default.

            | place | written as |
            |---|---|
            | command line | `--max-packet-size 1MiB` |
            | environment | `MQTT_PROXY_MAX_PACKET_SIZE=1MiB` |
            | YAML file, named by `--config FILE` or `MQTT_PROXY_CONFIG` | `max-packet-size: 1MiB` |

            * An unknown key is an error in all three places; the message names the nearest setting. A key that appears twice in
              the file is an error, too. (The proxy ignores variables that Kubernetes creates for a service named `mqtt-proxy`,
              such as `MQTT_PROXY_SERVICE_HOST`.)
            * **Sizes** are bytes, or have a unit: `512`, `256KiB`, `1MiB`, `1GiB`. **Durations** have a unit: `500ms`, `30s`,
              `5m`, `1h`, `1d`.
            * A value written as `@/path/to/file` stands for the content of that file, without the line break at its end; use it
              for secrets. `@@` at the beginning stands for a plain `@`. In YAML, a value that begins with `@` needs quotes.
              Relative paths start from the working directory.
            * **Repeatable** settings are given several times on the command line, and as a list in YAML. In the environment,
              write one value a line; a single line is split at commas, so its values must not contain any.
              An empty variable is an error; leave it out instead.
              The values of a higher place replace all those of a lower one, unless the table says "merged key by key".

            `mqtt-proxy check` validates everything and contacts nobody. `mqtt-proxy --print-config` shows the value of every
            setting and where it comes from, with secrets hidden.
            """.formatted(GeneratedPage.command("ConfigurationPageTest"));

    private ConfigurationPage() {}

    static String of(SettingsTable table) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        table.groups().forEach(group -> append(page, group));
        return page.toString();
    }

    private static void append(StringBuilder page, SettingGroup group) {
        page.append("\n## ").append(group.title()).append('\n');
        page.append("\n| setting | value | default | meaning |\n|---|---|---|---|\n");
        group.settings().forEach(setting -> append(page, setting));
    }

    private static void append(StringBuilder page, Setting<?> setting) {
        String yaml = setting.yamlName().equals(setting.name()) ? "" : " In YAML `" + setting.yamlName() + "`.";
        page.append("| `").append(setting.name()).append('`');
        page.append(" | `").append(cell(setting.syntax().label())).append('`');
        page.append(" | ").append(defaultText(setting));
        page.append(" | ")
                .append(cell(setting.description()))
                .append(occurrence(setting.occurrence()))
                .append(yaml);
        page.append(" |\n");
    }

    private static String defaultText(Setting<?> setting) {
        return setting.defaultTexts().isEmpty() ? "" : "`" + String.join(", ", setting.defaultTexts()) + "`";
    }

    private static String occurrence(Occurrence occurrence) {
        return switch (occurrence) {
            case ONCE -> "";
            case COMMAS -> " In YAML also a list.";
            case REPEATED -> " Repeatable.";
            case PAIRS -> " Repeatable, merged key by key; in YAML also a mapping.";
        };
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
