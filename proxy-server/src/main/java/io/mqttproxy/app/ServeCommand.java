package io.mqttproxy.app;

import io.mqttproxy.app.logging.Logging;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** Runs the proxy until a signal stops it. */
@Command(name = "serve", description = "Runs the proxy; this is what happens without a command.")
final class ServeCommand implements SettingsCommand {
    private final Launcher launcher;
    private final Supplier<CompletableFuture<String>> stopRequest;

    /** Starts everything that the configuration asks for. */
    interface Launcher {
        /**
         * Starts it; whatever it started is closed again when it throws.
         *
         * @throws IOException when an address cannot be used
         */
        RunningProxy start(LoadedConfig loaded) throws IOException;
    }

    /** @param stopRequest arms a future that completes with a reason when the process shall stop */
    ServeCommand(Launcher launcher, Supplier<CompletableFuture<String>> stopRequest) {
        this.launcher = launcher;
        this.stopRequest = stopRequest;
    }

    @Override
    public int run(LoadedConfig loaded, PrintWriter out) throws IOException {
        Logging.apply(loaded.config().log());
        Logger logger = LoggerFactory.getLogger(ServeCommand.class);
        CompletableFuture<String> stop = stopRequest.get();
        try (RunningProxy proxy = launcher.start(loaded)) {
            Banner.lines(loaded.config(), proxy.addresses()).forEach(logger::info);
            String reason = stop.join();
            logger.info("Stopping because of {}: what is in flight is settled first", reason);
            proxy.drain().toCompletableFuture().join();
        }
        logger.info("Stopped");
        return ExitCode.OK;
    }
}
