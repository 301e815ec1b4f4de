package io.mqttproxy.bench.load;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of what devices say, of which one may be given. */
final class PayloadArguments {
    private static final int USUAL_SIZE = 100;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            description = "Payload; 16 bytes of it are a stamp for 'verify', the others differ from message to message"
                    + " (default: " + USUAL_SIZE + ").")
    private int size = USUAL_SIZE;

    @Option(
            names = "--payload-file",
            paramLabel = "FILE",
            description = "The same payload for all messages; without a stamp.")
    private @Nullable Path file;

    @Option(
            names = "--payload-lines",
            paramLabel = "FILE",
            description = "A line of the file for each message, in turn; without a stamp.")
    private @Nullable Path lines;

    PayloadSource source(long seed) {
        Path chosen = lines == null ? file : lines;
        String path = chosen == null ? null : chosen.toAbsolutePath().toString();
        return new PayloadSource(size, seed, path, lines != null);
    }
}
