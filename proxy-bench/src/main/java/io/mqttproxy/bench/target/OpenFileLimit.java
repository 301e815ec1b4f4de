package io.mqttproxy.bench.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many files, and so connections, a process of this machine may have open: {@code ulimit -n}. Linux only. */
public final class OpenFileLimit {
    private static final String NAME = "Max open files";

    private OpenFileLimit() {}

    /** {@link Long#MAX_VALUE} when there is no limit, or it is not known. */
    public static long of(long pid) {
        Path limits = Path.of("/proc", Long.toString(pid), "limits");
        try {
            return Files.readAllLines(limits).stream()
                    .filter(line -> line.startsWith(NAME))
                    .map(line -> line.substring(NAME.length()).strip().split("\\s+", 2)[0])
                    .filter(soft -> !soft.equals("unlimited"))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
