package io.mqttproxy.app;

import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.app.config.AppSettings;
import io.mqttproxy.app.settings.SettingOptions;
import io.mqttproxy.app.settings.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Loads YAML text as the application would. */
public final class YamlConfig {
    private YamlConfig() {}

    /**
     * The configuration of a file and of options.
     *
     * @param directory to write the file to
     */
    public static AppConfig load(Path directory, String yaml, String... options) {
        CommandSpec command = CommandSpec.create();
        SettingOptions.addTo(command, AppSettings.TABLE);
        CommandLine commandLine = new CommandLine(command);
        String[] arguments = Arrays.copyOf(options, options.length + 1);
        try {
            arguments[options.length] = "--config=" + Files.writeString(directory.resolve("proxy.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SettingsLoader(AppSettings.TABLE)
                .load(commandLine.parseArgs(arguments), Map.of())
                .build(AppConfig::from);
    }
}
