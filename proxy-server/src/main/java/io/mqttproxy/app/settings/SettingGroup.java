package io.mqttproxy.app.settings;

import java.util.List;

/** Settings that belong together: a section of the help and of the documentation. */
public record SettingGroup(String title, List<Setting<?>> settings) {
    public SettingGroup {
        settings = List.copyOf(settings);
    }
}
