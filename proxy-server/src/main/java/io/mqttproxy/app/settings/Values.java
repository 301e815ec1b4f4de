package io.mqttproxy.app.settings;

import io.mqttproxy.config.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The merged settings, each parsed by its own syntax. */
public final class Values {
    private final SettingsTable table;
    private final Given given;
    private final Map<Setting<?>, List<?>> parsed;

    /** @param problems gets one line for each value that its setting cannot take */
    Values(SettingsTable table, Given given, Problems problems) {
        this(table, given, new LinkedHashMap<>());
        table.settings().forEach(setting -> parsed.put(setting, parse(setting, given.get(setting), problems)));
    }

    private Values(SettingsTable table, Given given, Map<Setting<?>, List<?>> parsed) {
        this.table = table;
        this.given = given;
        this.parsed = parsed;
    }

    /** The value of a setting that has a default. */
    public <T> T get(Setting<T> setting) {
        return all(setting).get(0);
    }

    /** The value of a setting, or {@code null} when it is not set. */
    public <T> @Nullable T find(Setting<T> setting) {
        List<T> all = all(setting);
        return all.isEmpty() ? null : all.get(0);
    }

    /** The values of a setting that takes several. */
    @SuppressWarnings("unchecked") // a setting's values were made by its own syntax
    public <T> List<T> all(Setting<T> setting) {
        List<?> values = parsed.get(setting);
        if (values == null) {
            throw new IllegalArgumentException(setting.name() + " is in no group of the settings table");
        }
        return (List<T>) values;
    }

    /**
     * Looks for what is wrong in parts that do not depend on each other.
     *
     * @param parts each as {@link #build} takes it
     * @throws InvalidSettingsException with the problems of all of them
     */
    public void check(List<Function<Values, ?>> parts) {
        List<String> problems = new ArrayList<>();
        for (Function<Values, ?> part : parts) {
            Map<String, String> bySetting = new LinkedHashMap<>();
            try {
                check(part, bySetting);
            } catch (InvalidSettingsException e) {
                problems.addAll(e.problems());
            }
            problems.addAll(bySetting.values());
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    /**
     * A record's constructor stops at its first wrong value. So that an operator sees all of them at once, each is noted and
     * the part is built again with that setting's default, which is always valid.
     */
    private void check(Function<Values, ?> part, Map<String, String> problems) {
        try {
            Object unused = part.apply(this);
        } catch (ConfigException e) {
            Setting<?> setting = table.find(e.setting());
            boolean known = problems.putIfAbsent(e.setting(), located(e)) != null;
            if (!known && setting != null && !setting.defaults().isEmpty()) {
                withDefault(setting).check(part, problems);
            }
        }
    }

    /**
     * Builds records out of these values.
     *
     * @param builder may throw a {@link ConfigException}
     * @throws InvalidSettingsException in place of the {@link ConfigException}, with the file and line of the value added
     */
    public <R> R build(Function<Values, R> builder) {
        try {
            return builder.apply(this);
        } catch (ConfigException e) {
            throw new InvalidSettingsException(List.of(located(e)));
        }
    }

    private Values withDefault(Setting<?> setting) {
        Map<Setting<?>, List<?>> rest = new LinkedHashMap<>(parsed);
        rest.put(setting, setting.defaults());
        return new Values(table, given, rest);
    }

    private String located(ConfigException e) {
        Setting<?> setting = table.find(e.setting());
        List<Raw> raws = setting == null ? List.of() : given.get(setting);
        return e.getMessage() + (raws.isEmpty() ? "" : place(raws.get(0)));
    }

    /** All settings as YAML that could be read again, each with the place it comes from, secrets hidden. */
    public String toYaml() {
        return EffectiveSettings.toYaml(table, given);
    }

    /** The parsed values, or the defaults when the setting is not given. */
    static <T> List<T> parse(Setting<T> setting, List<Raw> raws, Problems problems) {
        List<T> values = new ArrayList<>();
        for (Raw raw : raws) {
            try {
                values.add(setting.syntax().parse(raw));
            } catch (BadValueException e) {
                problems.add(setting.name() + ": " + e.getMessage() + place(raw));
            } catch (ConfigException e) {
                String problem = String.valueOf(e.getMessage());
                problems.add(problem.contains(place(raw)) ? problem : problem + place(raw));
            }
        }
        return raws.isEmpty() ? setting.defaults() : List.copyOf(values);
    }

    private static String place(Raw raw) {
        return " (" + raw.source() + ")";
    }
}
