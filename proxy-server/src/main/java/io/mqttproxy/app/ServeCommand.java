package io.mqttproxy.app;

import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.app.config.LogConfig;
import io.mqttproxy.app.logging.Logging;
import io.mqttproxy.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** Runs the proxy until a signal stops it. */
@Command(name = "serve", description = "Runs the proxy. This is the default command.")
final class ServeCommand implements SettingsCommand {
    private final Launcher launcher;
    private final Supplier<CompletableFuture<String>> stopRequest;
    private final Consumer<Runnable> reloadRequests;

    /** Starts everything that the configuration asks for. */
    interface Launcher {
        /**
         * Starts it; whatever it started is closed again when it throws.
         *
         * @param source gives the configuration anew when files have changed
         * @throws IOException when an address cannot be used
         */
        RunningProxy start(AppConfig config, Supplier<AppConfig> source) throws IOException;
    }

    /**
     * A command that starts by the launcher.
     *
     * @param stopRequest arms a future that completes with a reason when the process shall stop
     * @param reloadRequests takes what shall run whenever files are to be read again
     */
    ServeCommand(
            Launcher launcher, Supplier<CompletableFuture<String>> stopRequest, Consumer<Runnable> reloadRequests) {
        this.reloadRequests = reloadRequests;
        this.launcher = launcher;
        this.stopRequest = stopRequest;
    }

    @Override
    public int run(Supplier<AppConfig> source, PrintWriter out) throws IOException {
        AppConfig config = source.get();
        Logging.apply(config.log());
        Logger logger = LoggerFactory.getLogger(ServeCommand.class);
        try {
            return serve(config, source, logger);
        } catch (IOException | ConfigException e) {
            if (config.log().format() == LogConfig.Format.TEXT) {
                throw e;
            }
            // Whoever collects JSON takes nothing else.
            logger.error("{}", e.getMessage());
            return e instanceof ConfigException ? ExitCode.USAGE : ExitCode.FAILURE;
        }
    }

    private int serve(AppConfig config, Supplier<AppConfig> source, Logger logger) throws IOException {
        CompletableFuture<String> stop = stopRequest.get();
        boolean inOrder;
        try (RunningProxy proxy = launcher.start(config, source)) {
            Banner.lines(config, proxy.addresses()).forEach(logger::info);
            reloadRequests.accept(proxy::reload);
            Object reason = CompletableFuture.anyOf(stop, proxy.stopRequest()).join();
            logger.info("Stopping because of {}: what is in flight is settled first", reason);
            inOrder = proxy.drain().join();
            logger.info(inOrder ? "All connections ended in order" : "drain-timeout is over; closing the rest");
        }
        logger.info("Stopped");
        return inOrder ? ExitCode.OK : ExitCode.NOT_DRAINED;
    }
}
