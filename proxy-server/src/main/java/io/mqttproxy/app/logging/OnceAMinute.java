package io.mqttproxy.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Leaves out what the loggers below one of a given name have said within the last minute. What counts is the text before
 * its placeholders are filled in: the next try has another number. Safe for all threads.
 */
final class OnceAMinute extends Filter<ILoggingEvent> {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /** Texts are few; some are put together at run time. */
    private static final int MOST = 256;

    private record Line(String logger, String text) {}

    private final String loggers;

    /** When each line was let through, the oldest first. */
    private final Map<Line, Long> told = new LinkedHashMap<>();

    OnceAMinute(String loggers) {
        this.loggers = loggers;
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        return event.getLoggerName().startsWith(loggers) && isRepeated(event) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private synchronized boolean isRepeated(ILoggingEvent event) {
        long now = event.getTimeStamp();
        told.values().removeIf(time -> now - time >= MINUTE);
        Line line = new Line(event.getLoggerName(), event.getMessage());
        if (told.containsKey(line)) {
            return true;
        }
        if (told.size() < MOST) {
            told.put(line, now);
        }
        return false;
    }
}
