package io.mqttproxy.app.settings;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Reads settings from the options of a parsed command line, those in front of a sub-command included. */
final class CommandLineReader {
    private final Map<String, Setting<?>> settings;

    CommandLineReader(SettingsTable table) {
        settings = table.by(Setting::option);
    }

    Given read(ParseResult parsed) {
        Given given = new Given();
        for (OptionSpec option : parsed.matchedOptions()) {
            Setting<?> setting = settings.get(option.longestName());
            if (setting != null) {
                given.put(setting, raws(setting, option.stringValues()));
            }
        }
        return parsed.hasSubcommand() ? given.overriddenBy(read(parsed.subcommand())) : given;
    }

    private static List<Raw> raws(Setting<?> setting, List<String> texts) {
        return texts.stream()
                .<Raw>map(text -> new Raw.Text(text, setting.option()))
                .toList();
    }
}
