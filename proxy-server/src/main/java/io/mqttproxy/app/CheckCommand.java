package io.mqttproxy.app;

import io.mqttproxy.app.config.AppConfig;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Says whether the configuration is right; what is wrong with single values has thrown before this runs. */
@Command(name = "check", description = "Validates the whole configuration and contacts nothing.")
final class CheckCommand implements SettingsCommand {

    @Override
    public int run(AppConfig config, PrintWriter out) {
        ServerAssembly.check(config);
        out.println("The configuration is valid.");
        return ExitCode.OK;
    }
}
