package io.mqttproxy.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Leaves out what the loggers below one of a given name have said within the last minute. Numbers do not count: the next
 * try has another one. Safe for all threads.
 */
final class OnceAMinute extends Filter<ILoggingEvent> {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /** Texts are few, but some hold names. */
    private static final int MOST = 256;

    private static final Pattern NUMBER = Pattern.compile("-?\\d+");

    private record Line(String logger, String text) {}

    private final String loggers;

    /** When each line was let through. */
    private final Map<Line, Long> told = new HashMap<>();

    OnceAMinute(String loggers) {
        this.loggers = loggers;
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        return event.getLoggerName().startsWith(loggers) && isRepeated(event) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private synchronized boolean isRepeated(ILoggingEvent event) {
        long now = event.getTimeStamp();
        Line line = new Line(
                event.getLoggerName(),
                NUMBER.matcher(event.getFormattedMessage()).replaceAll("0"));
        told.values().removeIf(time -> now - time >= MINUTE);
        if (told.containsKey(line)) {
            return true;
        }
        if (told.size() < MOST) {
            told.put(line, now);
        }
        return false;
    }
}
