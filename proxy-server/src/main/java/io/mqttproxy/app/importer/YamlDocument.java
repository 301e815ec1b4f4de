package io.mqttproxy.app.importer;

import io.mqttproxy.config.RouteConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A configuration file in the making: settings in the order given, notes as comments on top. */
final class YamlDocument {
    private static final Pattern PLAIN =
            Pattern.compile("(?!null$)[A-Za-z0-9][A-Za-z0-9_.-]*", Pattern.CASE_INSENSITIVE);

    private final String title;
    private final List<String> notes = new ArrayList<>();
    private final StringBuilder settings = new StringBuilder();

    YamlDocument(String title) {
        this.title = title;
    }

    void note(String note) {
        notes.add(note.replaceAll("\\s+", " "));
    }

    void set(String name, String value) {
        settings.append(name).append(": ").append(quoted(value)).append('\n');
    }

    void set(String name, List<String> values) {
        settings.append(name).append(":\n");
        values.forEach(value -> settings.append("  - ").append(quoted(value)).append('\n'));
    }

    void set(String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            settings.append(name).append(":\n");
            values.forEach((key, value) -> settings.append("  ")
                    .append(quoted(key))
                    .append(": ")
                    .append(quoted(value))
                    .append('\n'));
        }
    }

    void setRoutes(List<RouteConfig> routes) {
        if (!routes.isEmpty()) {
            settings.append("routes:\n");
            routes.forEach(this::addRoute);
        }
    }

    private void addRoute(RouteConfig route) {
        settings.append("  - filter: ").append(quoted(route.filter())).append('\n');
        settings.append("    topic: ").append(quoted(route.topic())).append('\n');
        if (route.key() != null) {
            settings.append("    key: ").append(quoted(route.key())).append('\n');
        }
    }

    Imported build() {
        StringBuilder yaml = new StringBuilder("# " + title + "\n");
        yaml.append("# Check it with: java -jar mqtt-proxy.jar check --config FILE\n");
        if (!notes.isEmpty()) {
            yaml.append("#\n# What has no equivalent, or wants a look:\n");
            notes.forEach(note -> yaml.append("#  * ").append(note).append('\n'));
        }
        return new Imported(yaml.append('\n').append(settings).toString(), notes);
    }

    /** Single quotes keep regular expressions readable; only control characters need the other kind. */
    private static String quoted(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        // A value that begins with '@' would name a file.
        String text = value.startsWith("@") ? "@" + value : value;
        if (text.chars().noneMatch(Character::isISOControl)) {
            return "'" + text.replace("'", "''") + "'";
        }
        StringBuilder escaped = new StringBuilder("\"");
        text.chars().forEach(c -> escaped.append(escaped((char) c)));
        return escaped.append('"').toString();
    }

    private static String escaped(char c) {
        if (Character.isISOControl(c)) {
            return "\\u%04x".formatted((int) c);
        }
        return c == '"' || c == '\\' ? "\\" + c : String.valueOf(c);
    }
}
