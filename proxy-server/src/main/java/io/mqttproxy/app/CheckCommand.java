package io.mqttproxy.app;

import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Says whether the configuration is right. Reading it is the check: whatever is wrong has thrown by the time this runs. */
@Command(name = "check", description = "Validates the whole configuration and contacts nothing.")
final class CheckCommand implements SettingsCommand {

    @Override
    public int run(LoadedConfig loaded, PrintWriter out) {
        out.println("The configuration is valid.");
        return ExitCode.OK;
    }
}
