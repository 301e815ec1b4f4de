package io.mqttproxy.bench.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports for servers that are stopped and started again. They lie below the range from which the system
 * picks ports for outgoing connections. Otherwise a client that keeps connecting to a stopped server
 * eventually gets that server's port as its own and is connected to itself.
 */
public final class FreePorts {
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;

    private final Set<Integer> given = new HashSet<>();

    /** A port that nobody listens on, never the same one twice. */
    public int next() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (given.add(port) && isFree(port)) {
                return port;
            }
        }
    }

    /**
     * Ports in a row.
     *
     * @param first 0 for any free ones
     * @throws IllegalStateException when somebody listens on one of them
     */
    List<Integer> startingAt(int first, int count) {
        return IntStream.range(0, count)
                .map(index -> first == 0 ? next() : require(first + index))
                .boxed()
                .toList();
    }

    private int require(int port) {
        if (!given.add(port) || !isFree(port)) {
            throw new IllegalStateException("port " + port + " of localhost is taken");
        }
        return port;
    }

    /** The first choice, or any other free port when it is taken. */
    public static int preferably(int port) {
        return isFree(port) ? port : new FreePorts().next();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
