package io.mqttproxy.bench.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Measures processes of this machine from outside: one server, or the replicas behind a balancer.
 *
 * @param handles at least one
 */
public record TargetProcesses(List<ProcessHandle> handles) {
    private static final long KIB = 1024;

    /**
     * What all of them have used.
     *
     * @param cpuNanos processor time since their start, in steps of 10 ms
     * @param rssBytes memory in RAM now, 0 where the system does not tell
     */
    public record Usage(long cpuNanos, long rssBytes) {}

    /**
     * The processes with these ids.
     *
     * @throws IllegalArgumentException when one does not exist
     */
    public static TargetProcesses of(Collection<Long> pids) {
        return new TargetProcesses(pids.stream().map(TargetProcesses::handle).toList());
    }

    private static ProcessHandle handle(long pid) {
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalArgumentException("target-pid: there is no process " + pid));
    }

    /** Whether none has ended. */
    public boolean areAlive() {
        return handles.stream().allMatch(ProcessHandle::isAlive);
    }

    /** A process that has ended counts as nothing. */
    public Usage usage() {
        long cpuNanos = 0;
        long rssBytes = 0;
        for (ProcessHandle handle : handles) {
            cpuNanos += handle.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
            rssBytes += memory(handle.pid(), "VmRSS:");
        }
        return new Usage(cpuNanos, rssBytes);
    }

    /** The most memory in RAM that each has ever had, added up; 0 where the system does not tell. */
    public long mostRssBytes() {
        return handles.stream()
                .mapToLong(handle -> memory(handle.pid(), "VmHWM:"))
                .sum();
    }

    /** How many files all of them may have open, {@link Long#MAX_VALUE} where the system does not tell. */
    public long openFileLimit() {
        return handles.stream()
                .mapToLong(handle -> OpenFileLimit.of(handle.pid()))
                .reduce(0, TargetProcesses::sum);
    }

    private static long sum(long one, long other) {
        return one == Long.MAX_VALUE || other == Long.MAX_VALUE ? Long.MAX_VALUE : one + other;
    }

    /** The programs, to tell one target from another. */
    public String description() {
        return handles.stream().map(TargetProcesses::description).collect(Collectors.joining(", "));
    }

    private static String description(ProcessHandle handle) {
        String command = handle.info().command().orElse("process " + handle.pid());
        return Path.of(command).getFileName() + " (pid " + handle.pid() + ")";
    }

    private static long memory(long pid, String name) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith(name)) {
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
