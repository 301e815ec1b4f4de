package io.mqttproxy.app.settings;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/** Merges the three places: command line beats environment beats file beats default. */
public final class SettingsLoader {
    private final SettingsTable table;

    public SettingsLoader(SettingsTable table) {
        this.table = table;
    }

    /**
     * Reads, merges and understands all settings.
     *
     * @throws InvalidSettingsException with everything that is wrong
     */
    public Values load(ParseResult commandLine, Map<String, String> environment) {
        Problems problems = new Problems();
        Given fromEnvironment = new EnvironmentReader(table).read(environment, problems);
        Given fromCommandLine = new CommandLineReader(table).read(commandLine);
        Given aboveFile = fromEnvironment.overriddenBy(fromCommandLine);
        Given fromFile = readFile(aboveFile, problems);
        List.of(fromFile, fromEnvironment, fromCommandLine).forEach(place -> findRepeatedKeys(place, problems));
        Values values = new Values(table, fromFile.overriddenBy(aboveFile), problems);
        problems.throwIfAny();
        return values;
    }

    private Given readFile(Given above, Problems problems) {
        Setting<Path> config = table.configFile();
        // What is wrong with the name is told with all other values.
        List<Path> files = Values.parse(config, above.get(config), new Problems());
        return files.isEmpty() ? new Given() : new YamlReader(table).read(files.get(0), problems);
    }

    private static void findRepeatedKeys(Given place, Problems problems) {
        place.asMap().forEach((setting, raws) -> {
            Set<String> keys = new HashSet<>();
            raws.stream()
                    .filter(raw -> setting.occurrence() == Occurrence.PAIRS && !keys.add(PairSyntax.key(raw)))
                    .forEach(raw -> problems.add(
                            setting.name() + ": '" + PairSyntax.key(raw) + "' is given twice (" + raw.source() + ")"));
        });
    }
}
