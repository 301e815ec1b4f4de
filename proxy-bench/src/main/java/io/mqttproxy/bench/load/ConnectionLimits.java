package io.mqttproxy.bench.load;

import io.mqttproxy.bench.target.OpenFileLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many connections this machine lets us open.
 *
 * @param openFiles of this process
 * @param ports that one address has for connections to one server
 */
record ConnectionLimits(long openFiles, long ports) {
    /** Files that are open before the first connection, and some. */
    private static final int OTHER_FILES = 200;

    private static final Path PORT_RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    static ConnectionLimits ofThisMachine() {
        return new ConnectionLimits(OpenFileLimit.of(ProcessHandle.current().pid()), portRange());
    }

    private static long portRange() {
        try {
            // Not readString: such a file can only be read in one piece.
            String[] bounds = Files.readAllLines(PORT_RANGE).get(0).strip().split("\\s+", 2);
            return Long.parseLong(bounds[1]) - Long.parseLong(bounds[0]) + 1;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * Refuses what cannot be whatever the server does.
     *
     * @param sources 0 for the system's choice
     * @throws IllegalArgumentException when there are too few files or ports
     */
    void check(long devices, long sources, long servers) {
        if (devices + OTHER_FILES > openFiles) {
            throw new IllegalArgumentException(String.format(
                    "clients: %d connections and %d other files are more than the %d files that this process may open"
                            + " (ulimit -n)",
                    devices, OTHER_FILES, openFiles));
        }
        long needed = ceiling(ceiling(devices, servers), ports);
        if (Math.max(1, sources) < needed) {
            throw new IllegalArgumentException(String.format(
                    "clients: %d connections need %d source addresses (source-addresses): one has %d ports to one server"
                            + " (net.ipv4.ip_local_port_range)",
                    devices, needed, ports));
        }
    }

    private static long ceiling(long dividend, long divisor) {
        return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
    }
}
