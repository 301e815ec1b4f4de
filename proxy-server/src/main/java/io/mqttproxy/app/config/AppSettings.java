package io.mqttproxy.app.config;

import io.mqttproxy.app.settings.Setting;
import io.mqttproxy.app.settings.SettingGroup;
import io.mqttproxy.app.settings.SettingsTable;
import io.mqttproxy.app.settings.Syntaxes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The one table of settings. */
public final class AppSettings {
    private static final Setting<Path> CONFIG = Setting.optional(
            "config", Syntaxes.FILE, "YAML file with settings. Environment and command line override it.");

    static final Setting<Duration> RELOAD_INTERVAL = Setting.of(
            "reload-interval",
            Syntaxes.DURATION,
            Duration.ofSeconds(5),
            "How often the proxy checks whether routing rules, password, ACL, token key and TLS files have changed; 0s never"
                    + " checks. SIGHUP makes it read them at once. 1s to 24h.");

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
                    new SettingGroup(
                            "General", List.of(CONFIG, RELOAD_INTERVAL, LogSettings.FORMAT, LogSettings.LEVEL))),
            CONFIG);

    private AppSettings() {}
}
