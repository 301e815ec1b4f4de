package io.mqttproxy.bench.it;

import io.mqttproxy.bench.kafka.FreePorts;
import io.mqttproxy.bench.process.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The proxy in a process of its own, as operators have it: with a log, an admin port and signals. */
final class ServedProxy implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final int adminPort;
    private final Path log;
    private final JavaProcess process;

    private ServedProxy(Path directory, List<String> options) {
        FreePorts ports = new FreePorts();
        port = ports.next();
        adminPort = ports.next();
        log = directory.resolve("proxy-" + port + ".log");
        List<String> all = new ArrayList<>(options);
        all.add("--listen=mqtt://127.0.0.1:" + port);
        all.add("--admin-listen=127.0.0.1:" + adminPort);
        process = JavaProcess.start(log, JavaProcess.ownClassPath(), "io.mqttproxy.app.Main", all);
    }

    /** Starts it and waits until it takes connections. */
    static ServedProxy start(Path directory, String... options) throws InterruptedException {
        ServedProxy proxy = new ServedProxy(directory, List.of(options));
        try {
            proxy.await("a listener", () -> proxy.log().contains("Listening on"));
            return proxy;
        } catch (AssertionError e) {
            proxy.close();
            throw e;
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many lines of the log contain the text. */
    long linesWith(String text) {
        return log().lines().filter(line -> line.contains(text)).count();
    }

    void awaitLog(String text) throws InterruptedException {
        await("'" + text + "' in the log", () -> log().contains(text));
    }

    /** What the admin port answers: body, or status of what has none to speak of. */
    String get(String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + adminPort + path);
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGHUP. */
    void hangUp() throws InterruptedException {
        process.hangUp();
    }

    /** Looks until the condition holds or the process has ended. */
    void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline) || process.endsWithin(PAUSE)) {
                throw new AssertionError("gave up waiting for " + what + "; the log is\n" + log());
            }
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
