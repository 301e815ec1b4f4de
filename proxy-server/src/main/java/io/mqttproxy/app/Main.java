package io.mqttproxy.app;

import io.mqttproxy.app.logging.Logging;

/** Where the Java launcher enters. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ReloadSignals reloads = ReloadSignals.install();
        ServeCommand serve = new ServeCommand(ServerAssembly::start, StopSignals::install, reloads::deliverTo);
        int exitCode = new Application(serve, PasswordPrompt.system(), System.getenv())
                .commandLine(arguments)
                .execute(arguments);
        Logging.stop();
        System.exit(exitCode);
    }
}
