package io.mqttproxy.app.config;

import io.mqttproxy.app.settings.Setting;
import io.mqttproxy.app.settings.SettingGroup;
import io.mqttproxy.app.settings.SettingsTable;
import io.mqttproxy.app.settings.Syntaxes;
import java.nio.file.Path;
import java.util.List;

/** The one table of settings. */
public final class AppSettings {
    private static final Setting<Path> CONFIG = Setting.optional(
            "config", Syntaxes.FILE, "YAML file with settings; environment and command line override it.");

    public static final SettingsTable TABLE = new SettingsTable(
            List.of(
                    ListenerSettings.GROUP,
                    KafkaSettings.GROUP,
                    RoutingSettings.GROUP,
                    IdentitySettings.GROUP,
                    TlsSettings.GROUP,
                    LimitSettings.GROUP,
                    DeliverySettings.GROUP,
                    AdminSettings.GROUP,
                    new SettingGroup("General", List.of(CONFIG, LogSettings.FORMAT, LogSettings.LEVEL))),
            CONFIG);

    private AppSettings() {}
}
