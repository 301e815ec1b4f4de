package io.mqttproxy.app.config;

import org.slf4j.event.Level;

/**
 * How the proxy logs.
 *
 * @param level least important lines of the proxy's own that are logged; libraries log warnings and errors only
 */
public record LogConfig(Format format, Level level) {

    /** What a line looks like. */
    public enum Format {
        TEXT,
        JSON
    }
}
