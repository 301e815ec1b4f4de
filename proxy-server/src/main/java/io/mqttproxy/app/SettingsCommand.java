package io.mqttproxy.app;

import java.io.PrintWriter;

/** A command that works with the configuration; {@link Application} gives it all settings as options. */
interface SettingsCommand {
    /**
     * Does the work.
     *
     * @return the exit code
     */
    int run(ConfigSource source, PrintWriter out) throws Exception;
}
