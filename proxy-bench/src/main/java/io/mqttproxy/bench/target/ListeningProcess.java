package io.mqttproxy.bench.target;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/** Finds the process of this machine that listens on a port. Linux only; elsewhere nothing is found. */
public final class ListeningProcess {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";

    private ListeningProcess() {}

    /** The process id; empty when nobody listens, or when we may not look into that process. */
    public static OptionalLong find(int port) {
        Set<String> sockets = new HashSet<>();
        sockets.addAll(listeningSockets(PROC.resolve("net/tcp"), port));
        sockets.addAll(listeningSockets(PROC.resolve("net/tcp6"), port));
        return sockets.isEmpty()
                ? OptionalLong.empty()
                : ProcessHandle.allProcesses()
                        .mapToLong(ProcessHandle::pid)
                        .filter(pid -> hasOpen(pid, sockets))
                        .findFirst();
    }

    /** Lines look like {@code 0: 0100007F:075B 00000000:0000 0A ... inode}, the port in hex. */
    private static Set<String> listeningSockets(Path table, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        Set<String> sockets = new HashSet<>();
        try {
            for (String line : Files.readAllLines(table)) {
                List<String> fields = List.of(line.trim().split("\\s+", -1));
                if (fields.size() > 9
                        && fields.get(1).endsWith(suffix)
                        && fields.get(3).equals(LISTEN)) {
                    sockets.add("socket:[" + fields.get(9) + "]");
                }
            }
        } catch (IOException e) {
            return Set.of();
        }
        return sockets;
    }

    private static boolean hasOpen(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // The process belongs to another user, or has ended.
            return false;
        }
    }
}
