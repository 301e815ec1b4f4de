package io.mqttproxy.bench.load;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the payload, at most one of which may be given. */
final class PayloadArguments {
    private static final int USUAL_SIZE = 100;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            description =
                    "Size of the payload. 16 bytes of it are a stamp for 'verify', the others differ from message to message"
                            + " (default: " + USUAL_SIZE + ").")
    private int size = USUAL_SIZE;

    @Option(
            names = "--payload-file",
            paramLabel = "FILE",
            description = "File with the payload of all messages; it has no stamp for 'verify'.")
    private @Nullable Path file;

    @Option(
            names = "--payload-lines",
            paramLabel = "FILE",
            description = "File with a payload in each line, which are sent in turn; they have no stamp for 'verify'.")
    private @Nullable Path lines;

    PayloadSource source(long seed) {
        Path chosen = lines == null ? file : lines;
        String path = chosen == null ? null : chosen.toAbsolutePath().toString();
        return new PayloadSource(size, seed, path, lines != null);
    }
}
