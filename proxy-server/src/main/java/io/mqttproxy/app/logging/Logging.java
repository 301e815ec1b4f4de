package io.mqttproxy.app.logging;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.mqttproxy.app.config.LogConfig;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configures Logback in code, because format and level are settings of the proxy. Somebody who needs more than
 * {@code log-format} and {@code log-level} gives {@code -Dlogback.configurationFile} or a {@code logback.xml} on the class
 * path, and nothing here happens.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String OWN_LOGGERS = "io.mqttproxy";

    /** Below INFO they write what goes through them: packets with passwords and payloads, tokens. */
    private static final List<String> TELLING_LOGGERS = List.of("io.netty", "org.jose4j");

    /** Its clients try again all by themselves, and tell the same of each try. */
    private static final String KAFKA = "org.apache.kafka";

    /** Warn at every attempt to connect, and to find the address, while Kafka is away; KafkaHealth says it once. */
    private static final List<String> KAFKA_CONNECTIONS =
            List.of("org.apache.kafka.clients.NetworkClient", "org.apache.kafka.clients.ClientUtils");

    /** Called by Logback, before the settings are read: until then only what is wrong is worth a line. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (isConfiguredByFile()) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        install(context, new LogConfig(LogConfig.Format.TEXT, org.slf4j.event.Level.WARN));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Logs from now on as the settings say. */
    public static void apply(LogConfig config) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            if (!isConfiguredByFile()) {
                context.reset();
                install(context, config);
            }
            hidePayloads(context);
        }
    }

    /** Whoever debugs everything does not thereby log passwords; who names one of these loggers in a file means it. */
    static void hidePayloads(LoggerContext context) {
        for (String name : TELLING_LOGGERS) {
            ch.qos.logback.classic.Logger logger = context.getLogger(name);
            if (logger.getLevel() == null && !logger.getEffectiveLevel().isGreaterOrEqual(Level.INFO)) {
                logger.setLevel(Level.INFO);
            }
        }
    }

    /** Writes what is still queued. */
    public static void stop() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    private static boolean isConfiguredByFile() {
        return System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null
                || Logging.class.getResource("/" + ClassicConstants.AUTOCONFIG_FILE) != null;
    }

    static void install(LoggerContext context, LogConfig config) {
        Level level = Level.convertAnSLF4JLevel(config.level());
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
        context.getLogger(OWN_LOGGERS).setLevel(level);
        KAFKA_CONNECTIONS.forEach(name ->
                context.getLogger(name).setLevel(level.isGreaterOrEqual(Level.INFO) ? Level.ERROR : Level.WARN));
        Appender<ILoggingEvent> appender =
                Appenders.neverBlocking(context, Appenders.console(context, config.format()));
        if (level.isGreaterOrEqual(Level.INFO)) {
            appender.addFilter(new OnceAMinute(KAFKA));
        }
        root.addAppender(appender);
    }
}
