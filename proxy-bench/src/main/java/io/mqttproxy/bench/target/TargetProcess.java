package io.mqttproxy.bench.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Measures a process of this machine from outside.
 *
 * @param handle of the process
 */
public record TargetProcess(ProcessHandle handle) {
    private static final long KIB = 1024;

    /**
     * What a process has used.
     *
     * @param cpuNanos processor time since its start, in steps of 10 ms
     * @param rssBytes memory in RAM now, 0 where the system does not tell
     */
    public record Usage(long cpuNanos, long rssBytes) {}

    /**
     * The process with that id.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static TargetProcess of(long pid) {
        return new TargetProcess(ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalArgumentException("target-pid: there is no process " + pid)));
    }

    /** Zeros once the process has ended. */
    public Usage usage() {
        Duration cpu = handle.info().totalCpuDuration().orElse(Duration.ZERO);
        return new Usage(cpu.toNanos(), rssBytes());
    }

    /** The program and its first arguments, to tell one target from another. */
    public String description() {
        String command = handle.info().command().orElse("process " + handle.pid());
        return Path.of(command).getFileName() + " (pid " + handle.pid() + ")";
    }

    private long rssBytes() {
        Path status = Path.of("/proc", Long.toString(handle.pid()), "status");
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmRSS:")) {
                    List<String> fields = List.of(line.split("\\s+", -1));
                    return Long.parseLong(fields.get(1)) * KIB;
                }
            }
        } catch (IOException e) {
            // Another system than Linux, or a process that has ended.
        }
        return 0;
    }
}
