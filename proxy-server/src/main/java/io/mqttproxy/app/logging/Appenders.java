package io.mqttproxy.app.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.mqttproxy.app.config.LogConfig.Format;
import picocli.CommandLine.Help.Ansi;

/** Where log lines go, and what they look like. */
final class Appenders {
    /** Client ids and topics come from devices; they must not forge lines, steer a terminal or turn the text around. */
    private static final String MESSAGE = "%replace(%msg){'[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]', '?'}";

    private static final int QUEUED_LINES = 4096;

    private Appenders() {}

    static Appender<ILoggingEvent> console(LoggerContext context, Format format) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("console");
        console.setEncoder(encoder(context, format));
        console.start();
        return console;
    }

    static Encoder<ILoggingEvent> encoder(LoggerContext context, Format format) {
        return switch (format) {
            case TEXT -> text(context);
            case JSON -> json(context);
        };
    }

    /** Event loops log, and a full pipe must not hold them: lines that do not fit into the queue are left out. */
    static Appender<ILoggingEvent> neverBlocking(LoggerContext context, Appender<ILoggingEvent> appender) {
        AsyncAppender async = new AsyncAppender();
        async.setContext(context);
        async.setName("async");
        async.setQueueSize(QUEUED_LINES);
        async.setNeverBlock(true);
        async.addAppender(appender);
        async.start();
        return async;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        String level = Ansi.AUTO.enabled() ? "%highlight(%-5level)" : "%-5level";
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} " + level + " %logger{0} " + MESSAGE + "%n");
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }
}
