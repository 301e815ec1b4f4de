package io.mqttproxy.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;

/** One run of the command line in this process, with a proxy that is none. */
record CommandLineRun(int exitCode, String out, String err) {
    /** What is typed when a password is asked for. */
    static final String PASSWORD = "correct horse";

    static CommandLineRun of(String... arguments) {
        return of(Map.of(), arguments);
    }

    static CommandLineRun of(Map<String, String> environment, String... arguments) {
        FakeProxy proxy = new FakeProxy();
        return of(
                new ServeCommand(
                        (config, source) -> proxy, () -> CompletableFuture.completedFuture("a test"), reload -> {}),
                environment,
                arguments);
    }

    static CommandLineRun of(ServeCommand serve, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new Application(serve, prompt -> PASSWORD, environment)
                .commandLine(arguments)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }
}
