package io.mqttproxy.app.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All settings there are. */
public final class SettingsTable {
    private final List<SettingGroup> groups;
    private final Setting<Path> configFile;

    /**
     * A table of these groups.
     *
     * @param configFile the setting, also part of a group, that names the YAML file; it cannot stand in that file
     */
    public SettingsTable(List<SettingGroup> groups, Setting<Path> configFile) {
        this.groups = List.copyOf(groups);
        this.configFile = configFile;
    }

    Setting<Path> configFile() {
        return configFile;
    }

    /** In the order of help and documentation. */
    public List<SettingGroup> groups() {
        return groups;
    }

    /** Every setting, in the order of the groups. */
    public List<Setting<?>> settings() {
        return groups.stream()
                .<Setting<?>>flatMap(group -> group.settings().stream())
                .toList();
    }

    /** The setting with this long name, or {@code null}. */
    @Nullable
    Setting<?> find(String name) {
        return by(Setting::name).get(name);
    }

    /** The settings by name: the option, the environment variable or the YAML key, as {@code naming} says. */
    Map<String, Setting<?>> by(Function<Setting<?>, String> naming) {
        Map<String, Setting<?>> names = new LinkedHashMap<>();
        settings().forEach(setting -> names.put(naming.apply(setting), setting));
        return names;
    }
}
