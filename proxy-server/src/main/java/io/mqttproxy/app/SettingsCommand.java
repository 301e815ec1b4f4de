package io.mqttproxy.app;

import io.mqttproxy.app.config.AppConfig;
import java.io.PrintWriter;
import java.util.function.Supplier;

/** A command that works with the configuration; {@link Application} gives it all settings as options. */
interface SettingsCommand {
    /**
     * Does the work.
     *
     * @param source reads and checks all settings, which may have changed since the last time; throws {@link
     *     io.mqttproxy.app.settings.InvalidSettingsException} with everything that is wrong
     * @return the exit code
     */
    int run(Supplier<AppConfig> source, PrintWriter out) throws Exception;
}
