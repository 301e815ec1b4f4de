package io.mqttproxy.bench.load;

import io.mqttproxy.bench.target.ListeningProcess;
import io.mqttproxy.bench.target.TargetProcesses;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the processes behind the addresses of servers. */
public final class TargetLookup {
    private TargetLookup() {}

    /**
     * The processes to measure, {@code null} when there are none on this machine.
     *
     * @param pids as the user named them; when empty, those that listen on the servers' ports
     */
    public static @Nullable TargetProcesses processes(List<ServerAddress> servers, List<Long> pids) {
        List<Long> found = pids.isEmpty() ? listening(servers) : pids;
        return found.isEmpty() ? null : TargetProcesses.of(found);
    }

    private static List<Long> listening(List<ServerAddress> servers) {
        return servers.stream()
                .filter(server -> server.resolve().getAddress().isLoopbackAddress())
                .flatMapToLong(server -> ListeningProcess.find(server.port()).stream())
                .distinct()
                .boxed()
                .toList();
    }
}
