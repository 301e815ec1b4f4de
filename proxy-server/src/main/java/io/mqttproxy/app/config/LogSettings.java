package io.mqttproxy.app.config;

import io.mqttproxy.app.settings.Setting;
import io.mqttproxy.app.settings.Syntaxes;
import io.mqttproxy.app.settings.Values;
import org.slf4j.event.Level;

/** How the proxy logs. */
final class LogSettings {
    static final Setting<LogConfig.Format> FORMAT = Setting.of(
            "log-format",
            Syntaxes.choice(LogConfig.Format.class),
            LogConfig.Format.TEXT,
            "text for people, or json for one JSON object a line.");

    static final Setting<Level> LEVEL = Setting.of(
            "log-level",
            Syntaxes.choice(Level.class),
            Level.INFO,
            "Lowest level that is logged. Connections are logged at debug, messages at trace.");

    private LogSettings() {}

    static LogConfig read(Values values) {
        return new LogConfig(values.get(FORMAT), values.get(LEVEL));
    }
}
