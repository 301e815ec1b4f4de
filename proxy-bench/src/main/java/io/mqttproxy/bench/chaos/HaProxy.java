package io.mqttproxy.bench.chaos;

import io.mqttproxy.bench.kafka.FreePorts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * HAProxy in a process of its own. It sends version 2 of the PROXY protocol, {@code LOCAL} in its health checks; its log says
 * which connection went to which proxy. Not thread-safe.
 */
final class HaProxy implements Balancer {
    private static final int USUAL_PORT = 18_830;

    private static final String CONFIGURATION = """
            global
                log stdout format raw daemon
            defaults
                mode tcp
                log global
                option tcplog
                timeout connect 1s
                timeout client 10m
                timeout server 10m
                timeout check 1s
                retries 3
                option redispatch 1
            frontend devices
                bind 127.0.0.1:%d
                default_backend proxies
            backend proxies
                balance leastconn
                default-server check check-send-proxy inter 200ms fall 1 rise 1 send-proxy-v2
            %s
            """;

    private final InetSocketAddress address;
    private final Path output;
    private final Process process;

    /**
     * Begins to start.
     *
     * @param directory for its configuration and log
     * @throws IllegalStateException when it is not installed
     */
    HaProxy(Path directory, List<InetSocketAddress> proxies) {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.preferably(USUAL_PORT));
        output = directory.resolve("haproxy.log");
        Path configuration = directory.resolve("haproxy.cfg");
        try {
            Files.writeString(configuration, CONFIGURATION.formatted(address.getPort(), servers(proxies)));
            process = new ProcessBuilder(executable().toString(), "-db", "-f", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start HAProxy", e);
        }
    }

    private static String servers(List<InetSocketAddress> proxies) {
        return IntStream.range(0, proxies.size())
                .mapToObj(index -> "    server proxy%d 127.0.0.1:%d"
                        .formatted(index + 1, proxies.get(index).getPort()))
                .collect(Collectors.joining("\n"));
    }

    static boolean isInstalled() {
        return executables().findAny().isPresent();
    }

    private static Path executable() {
        return executables().findFirst().orElseThrow(() -> new IllegalStateException("haproxy has gone"));
    }

    /** Debian has it in a directory that is not on everybody's path. */
    private static Stream<Path> executables() {
        String directories = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        return Stream.of(directories.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "haproxy"))
                .filter(Files::isExecutable);
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void requireRunning() {
        if (!process.isAlive()) {
            throw new IllegalStateException("HAProxy has ended by itself, see " + output);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
