package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ServeCommandTest {
    private static final String KAFKA = "--kafka-bootstrap-servers=localhost:9092";

    @Test
    void aStopSignalDrainsThenClosesThenExitsWithZero() {
        FakeProxy proxy = new FakeProxy();
        CompletableFuture<String> stop = new CompletableFuture<>();
        ServeCommand serve = new ServeCommand(
                (config, source) -> {
                    stop.complete("SIGTERM");
                    return proxy;
                },
                () -> stop,
                reload -> {});
        assertEquals(0, CommandLineRun.of(serve, Map.of(), KAFKA).exitCode());
        assertEquals(List.of("drain", "close"), proxy.calls);
    }

    @Test
    void aRequestToDrainEndsTheProcessAsASignalDoes() {
        FakeProxy proxy = new FakeProxy();
        proxy.stopRequest.complete("POST /drain");
        ServeCommand serve = new ServeCommand((config, source) -> proxy, CompletableFuture::new, reload -> {});
        assertEquals(0, CommandLineRun.of(serve, Map.of(), KAFKA).exitCode());
        assertEquals(List.of("drain", "close"), proxy.calls);
    }

    @Test
    void aDrainThatTakesTooLongExitsWithThree() {
        ServeCommand serve = new ServeCommand(
                (config, source) -> new FakeProxy(false),
                () -> CompletableFuture.completedFuture("SIGTERM"),
                reload -> {});
        assertEquals(3, CommandLineRun.of(serve, Map.of(), KAFKA).exitCode());
    }

    @Test
    void signalsAreArmedBeforeTheProxyStarts() {
        List<String> events = new ArrayList<>();
        ServeCommand serve = new ServeCommand(
                (config, source) -> {
                    events.add("start");
                    return new FakeProxy();
                },
                () -> {
                    events.add("arm");
                    return CompletableFuture.completedFuture("SIGINT");
                },
                reload -> events.add("arm reload"));
        CommandLineRun.of(serve, Map.of(), "serve", KAFKA);
        assertEquals(List.of("arm", "start", "arm reload"), events);
    }

    @Test
    void aReloadSignalReachesTheProxy() {
        FakeProxy proxy = new FakeProxy();
        CompletableFuture<String> stop = new CompletableFuture<>();
        ServeCommand serve = new ServeCommand((config, source) -> proxy, () -> stop, reload -> {
            reload.run();
            stop.complete("SIGTERM");
        });
        CommandLineRun.of(serve, Map.of(), KAFKA);
        assertEquals(List.of("reload", "drain", "close"), proxy.calls);
    }

    @Test
    void anAddressInUseIsOneLineAndExitsWithOne() {
        ServeCommand serve = new ServeCommand(
                (config, source) -> {
                    throw new IOException("cannot listen on mqtt://127.0.0.1:1883: Address already in use");
                },
                CompletableFuture::new,
                reload -> {});
        assertEquals(
                new CommandLineRun(
                        1,
                        "",
                        "mqtt-proxy: cannot listen on mqtt://127.0.0.1:1883: Address already in use"
                                + System.lineSeparator()),
                CommandLineRun.of(serve, Map.of(), KAFKA));
    }

    @Test
    void aWrongConfigurationStartsNothing() {
        ServeCommand serve = new ServeCommand(
                (config, source) -> {
                    throw new AssertionError("started");
                },
                CompletableFuture::new,
                reload -> {});
        assertEquals(
                2,
                CommandLineRun.of(serve, Map.of(), KAFKA, "--listen=mqtt://0.0.0.0:1883")
                        .exitCode());
    }
}
