package io.mqttproxy.app.config;

import io.mqttproxy.app.settings.Setting;
import io.mqttproxy.app.settings.SettingGroup;
import io.mqttproxy.app.settings.Syntaxes;
import java.util.List;

/** Who may connect. */
final class IdentitySettings {
    static final Setting<Boolean> ALLOW_ANONYMOUS = Setting.of(
            "allow-anonymous",
            Syntaxes.FLAG,
            false,
            "Let devices connect without saying who they are. Without it, and without any other setting of this"
                    + " section, the proxy listens on loopback addresses only.");

    static final SettingGroup GROUP = new SettingGroup("Identity", List.of(ALLOW_ANONYMOUS));

    private IdentitySettings() {}
}
