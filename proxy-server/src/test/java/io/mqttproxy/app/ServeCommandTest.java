package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mqttproxy.config.ConfigException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

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

    @ParameterizedTest
    @MethodSource
    void withJsonAFailedStartIsALogLineToo(Exception failure, int exitCode) {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        ServeCommand serve = new ServeCommand(
                (config, source) -> {
                    ((Logger) LoggerFactory.getLogger(ServeCommand.class)).addAppender(logged);
                    return fail(failure);
                },
                CompletableFuture::new,
                reload -> {});

        assertEquals(
                new CommandLineRun(exitCode, "", ""), CommandLineRun.of(serve, Map.of(), KAFKA, "--log-format=json"));
        assertEquals(
                List.of("[ERROR] " + failure.getMessage()),
                logged.list.stream().map(ILoggingEvent::toString).toList());
    }

    static Stream<Arguments> withJsonAFailedStartIsALogLineToo() {
        return Stream.of(
                Arguments.of(new IOException("listen: cannot bind mqtt://127.0.0.1:1883"), ExitCode.FAILURE),
                Arguments.of(new ConfigException("tls-cert", "cannot be read"), ExitCode.USAGE));
    }

    private static RunningProxy fail(Exception failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        throw (RuntimeException) failure;
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
