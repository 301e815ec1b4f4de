package io.mqttproxy.app;

import io.mqttproxy.app.config.AppConfig;

/**
 * The configuration of this process.
 *
 * @param yaml all settings as text, with their sources, secrets hidden
 */
record LoadedConfig(AppConfig config, String yaml) {}
