package io.mqttproxy.app.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads settings from environment variables: {@code MQTT_PROXY_LISTEN=mqtt://0.0.0.0:1883}. */
final class EnvironmentReader {
    /**
     * Kubernetes gives every pod such variables for every service of its namespace. A service named {@code mqtt-proxy}
     * must not keep the proxy from starting.
     */
    private static final Pattern KUBERNETES_SERVICE_LINK = Pattern.compile(
            "MQTT_PROXY_(.+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern LINES = Pattern.compile("\\R");
    private static final Pattern COMMAS = Pattern.compile(",");

    private final Map<String, Setting<?>> settings;

    EnvironmentReader(SettingsTable table) {
        settings = table.by(Setting::environmentName);
    }

    Given read(Map<String, String> environment, Problems problems) {
        Given given = new Given();
        new TreeMap<>(environment).forEach((name, value) -> {
            Setting<?> setting = settings.get(name);
            if (setting != null) {
                given.put(setting, raws(setting, value, problems));
            } else if (name.startsWith(Setting.ENVIRONMENT_PREFIX) && !isServiceLink(name)) {
                problems.add("environment variable " + name + " is no setting" + Nearest.hint(name, settings.keySet()));
            }
        });
        return given;
    }

    private static boolean isServiceLink(String name) {
        return KUBERNETES_SERVICE_LINK.matcher(name).matches();
    }

    /** Several values stand one a line, or on one line with commas between; then none may contain a comma. */
    private static List<Raw> raws(Setting<?> setting, String value, Problems problems) {
        if (!setting.occurrence().many()) {
            return List.of(new Raw.Text(value, setting.environmentName()));
        }
        Pattern separator = LINES.matcher(value).find() ? LINES : COMMAS;
        List<Raw> raws = Arrays.stream(separator.split(value))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .<Raw>map(text -> new Raw.Text(text, setting.environmentName()))
                .toList();
        if (raws.isEmpty()) {
            problems.add(setting.name() + ": must not be empty (" + setting.environmentName() + ")");
        }
        return raws;
    }
}
