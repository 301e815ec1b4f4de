package io.mqttproxy.app;

import io.mqttproxy.app.config.AppConfig;

/** Where the configuration comes from: command line, environment and file, which may have changed since it was read. */
interface ConfigSource {
    /**
     * Reads and checks all settings.
     *
     * @throws io.mqttproxy.app.settings.InvalidSettingsException with everything that is wrong
     */
    AppConfig read();
}
