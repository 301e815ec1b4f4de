package io.mqttproxy.bench.load;

import io.mqttproxy.bench.ledger.Stamp;
import java.nio.file.Path;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where payloads come from, in a form that can be passed to another process.
 *
 * @param size of a payload in bytes, at least {@link Stamp#LENGTH}, when there is no file
 * @param seed of the {@link Filler}
 * @param file that they are read from instead, or {@code null}
 * @param lines whether each line of the file is a payload; otherwise the whole file is the payload of all messages
 */
public record PayloadSource(int size, long seed, @Nullable String file, boolean lines) {

    /** Whether messages can be told from one another in Kafka. */
    boolean hasStamps() {
        return file == null;
    }

    /** @param run see {@link Stamp} */
    Payloads open(int run) {
        return file == null ? new StampedPayloads(run, size, seed) : read(file);
    }

    /** Payloads of the same size that compress as well, but have no stamps. Each call makes a new array. Reads the file now. */
    public LongFunction<byte[]> values() {
        return file == null ? new Filler(size, seed)::of : read(file)::copy;
    }

    private FilePayloads read(String path) {
        return lines ? FilePayloads.lines(Path.of(path)) : FilePayloads.whole(Path.of(path));
    }

    @Override
    public String toString() {
        if (file == null) {
            return size + " bytes";
        }
        return (lines ? "lines of " : "") + Path.of(file).getFileName();
    }
}
