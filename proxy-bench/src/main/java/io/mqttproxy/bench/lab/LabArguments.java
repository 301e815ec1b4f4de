package io.mqttproxy.bench.lab;

import io.mqttproxy.bench.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which proxy is tried, and where logs go. */
public final class LabArguments {
    @Option(
            names = "--proxy-jar",
            paramLabel = "FILE",
            description = "The proxy's jar (default: the proxy inside this program).")
    private @Nullable Path proxyJar;

    @Option(names = "--logs", paramLabel = "DIR", description = "Directory for logs (default: a new temporary one).")
    private @Nullable Path logs;

    /** Where the proxies' program is. */
    public String proxyClassPath() {
        return proxyJar == null ? JavaProcess.ownClassPath() : proxyJar.toString();
    }

    /**
     * The directory for logs; it exists from now on.
     *
     * @param prefix of its name, when none was asked for
     */
    public Path createLogDirectory(String prefix) throws IOException {
        return logs == null ? Files.createTempDirectory(prefix) : Files.createDirectories(logs);
    }
}
