package io.mqttproxy.app.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttproxy.config.TlsConfig;
import io.mqttproxy.transport.TlsContexts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TlsReloadTest {
    private static final Path FILES = Path.of("src/test/resources/io/mqttproxy/app");

    private final Logger logger = (Logger) LoggerFactory.getLogger(TlsReload.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private Instant now = Instant.now();

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
    }

    @Test
    void aCertificateThatExpiresInUseIsWarnedOfOnce() {
        TlsContexts contexts = load("server.crt");
        TlsReload reload = new TlsReload(contexts, new SimpleMeterRegistry());
        reload.reloadIfChanged();
        assertEquals(List.of(), warnings());

        Instant expires = contexts.expiries().get(0).expires();
        now = expires.plusSeconds(1);
        reload.reloadIfChanged();
        reload.reloadIfChanged();
        reload.reload();

        assertEquals(List.of("tls-cert: " + FILES.resolve("server.crt") + " expired on " + expires), warnings());
    }

    @Test
    void whatTheStartHasToldIsNotRepeated() {
        new TlsReload(load("expired.crt"), new SimpleMeterRegistry()).reloadIfChanged();

        assertEquals(List.of(), warnings());
    }

    private TlsContexts load(String certificate) {
        return TlsContexts.load(TlsConfig.of(FILES.resolve(certificate), FILES.resolve("server.key")), () -> now);
    }

    private List<String> warnings() {
        return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
