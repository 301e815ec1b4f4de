package io.mqttproxy.app.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import io.mqttproxy.app.config.LogConfig;
import io.mqttproxy.app.config.LogConfig.Format;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LoggingTest {
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void giveItWhatItsFactoryWouldGive() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void theLevelIsForOwnLoggersAndLibrariesOnlyWarn() {
        Logging.install(context, new LogConfig(Format.TEXT, org.slf4j.event.Level.DEBUG));
        assertEquals(Level.DEBUG, context.getLogger("io.mqttproxy.server").getEffectiveLevel());
        assertEquals(
                Level.WARN,
                context.getLogger("org.apache.kafka.clients.NetworkClient").getEffectiveLevel());
    }

    @Test
    void kafkaConnectionsThatFailAreForDebugging() {
        Logging.install(context, new LogConfig(Format.TEXT, org.slf4j.event.Level.INFO));
        assertEquals(
                Level.ERROR,
                context.getLogger("org.apache.kafka.clients.NetworkClient").getEffectiveLevel());
    }

    @ParameterizedTest
    @CsvSource({"INFO, 1", "DEBUG, 0"})
    void whatKafkaRepeatsIsLeftOutUnlessSomebodyDebugs(org.slf4j.event.Level level, int filters) {
        Logging.install(context, new LogConfig(Format.TEXT, level));
        Appender<ILoggingEvent> appender = context.getLogger("root").getAppender("async");
        assertEquals(filters, appender.getCopyOfAttachedFiltersList().size());
    }

    @Test
    void librariesKeepQuietWithTheProxy() {
        Logging.install(context, new LogConfig(Format.TEXT, org.slf4j.event.Level.ERROR));
        assertEquals(Level.ERROR, context.getLogger("io.netty").getEffectiveLevel());
    }

    @ParameterizedTest
    @EnumSource(
            value = org.slf4j.event.Level.class,
            names = {"INFO", "DEBUG", "TRACE"})
    void noLevelShowsPacketsAndTokens(org.slf4j.event.Level level) {
        Logging.install(context, new LogConfig(Format.TEXT, level));
        Logging.hidePayloads(context);
        assertFalse(context.getLogger("io.netty.handler.logging.LoggingHandler").isDebugEnabled());
        assertFalse(context.getLogger("org.jose4j.jwt.consumer.JwtConsumer").isDebugEnabled());
    }

    @Test
    void aFileThatDebugsEverythingShowsPacketsOnlyWhereItNamesTheirLogger() {
        context.getLogger("root").setLevel(Level.DEBUG);
        context.getLogger("io.netty").setLevel(Level.DEBUG);
        Logging.hidePayloads(context);
        assertEquals(Level.DEBUG, context.getLogger("io.netty.handler").getEffectiveLevel());
        assertEquals(Level.INFO, context.getLogger("org.jose4j.jwt").getEffectiveLevel());
        assertEquals(Level.DEBUG, context.getLogger("org.apache.kafka").getEffectiveLevel());
    }

    @Test
    void textCannotBeForgedByControlCharacters() {
        String line =
                logged(Format.TEXT, "client {} connected", "a\r\n2026 ERROR x\u001b[2J\u0085\u009b2J\u2028\u202eä");
        assertTrue(line.endsWith(" INFO  Connection client a??2026 ERROR x?[2J??2J??ä connected\n"), line);
        assertEquals(1, line.lines().count());
    }

    @Test
    void jsonIsOneObjectALineWithTheFormattedMessage() {
        String line = logged(Format.JSON, "client {} connected", "a\n\"b\"");
        assertEquals(1, line.lines().count());
        assertTrue(line.contains("\"level\":\"INFO\""), line);
        assertTrue(line.contains("\"loggerName\":\"io.mqttproxy.Connection\""), line);
        assertTrue(line.contains("\"formattedMessage\":\"client a\\n\\\"b\\\" connected\""), line);
    }

    private String logged(Format format, String message, Object argument) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(Appenders.encoder(context, format));
        appender.setOutputStream(out);
        appender.start();
        ch.qos.logback.classic.Logger logger = context.getLogger("io.mqttproxy.Connection");
        logger.addAppender(appender);
        logger.info(message, argument);
        return out.toString(StandardCharsets.UTF_8);
    }
}
