package io.mqttproxy.bench.lab;

import io.mqttproxy.bench.kafka.FreePorts;
import io.mqttproxy.bench.process.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One proxy in a process of its own. Not thread-safe. */
public final class ProxyProcess implements AutoCloseable {
    private static final int USUAL_PORT = 18_830;
    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

    private final InetSocketAddress address;
    private final ProxyProgram program;
    private final Path output;
    private final String listener;
    private final List<String> arguments;
    private @Nullable JavaProcess process;

    /**
     * A proxy that does not run yet.
     *
     * @param number tells the proxies apart
     * @param listener its URI, with {@code %d} for the port
     * @param arguments other than the listener's
     */
    public ProxyProcess(ProxyProgram program, int number, String listener, List<String> arguments) {
        this.address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.preferably(USUAL_PORT + number));
        this.program = program;
        this.output = program.directory().resolve("proxy-" + number + ".log");
        this.listener = listener;
        this.arguments = arguments;
    }

    /** Where it takes connections. */
    public InetSocketAddress address() {
        return address;
    }

    /** Begins to start, unless it runs. */
    public void start() {
        if (process == null) {
            List<String> all = new ArrayList<>(arguments);
            all.add("--listen=" + listener.formatted(address.getPort()));
            process =
                    JavaProcess.start(output, program.jvmOptions(), program.classPath(), "io.mqttproxy.app.Main", all);
        }
    }

    /**
     * Whether it accepts connections.
     *
     * @throws IllegalStateException when the process has ended by itself
     */
    public boolean isServing() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("a proxy has ended by itself, see " + output);
        }
        return isListening(address);
    }

    /** Whether any process accepts connections at this address. */
    public static boolean isListening(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The process id.
     *
     * @throws IllegalStateException when it does not run
     */
    public long pid() {
        if (process == null) {
            throw new IllegalStateException("the proxy does not run, see " + output);
        }
        return process.pid();
    }

    /** Whether its log contains this text. */
    public boolean hasLogged(String text) {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.anyMatch(line -> line.contains(text));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + output, e);
        }
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        JavaProcess running = process;
        process = null;
        if (running != null) {
            running.kill();
        }
    }

    /**
     * SIGTERM; returns when it is gone.
     *
     * @throws IllegalStateException when it ends with an error
     */
    public void terminate() throws InterruptedException {
        JavaProcess running = process;
        process = null;
        int exitCode = running == null ? 0 : running.terminate();
        if (exitCode != 0) {
            throw new IllegalStateException("a proxy ended with exit code " + exitCode + " on SIGTERM, see " + output);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
