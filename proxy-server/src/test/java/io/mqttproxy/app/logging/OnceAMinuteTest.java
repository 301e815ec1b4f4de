package io.mqttproxy.app.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class OnceAMinuteTest {
    private static final String NETWORK = "org.apache.kafka.clients.NetworkClient";
    private static final String FAILED = "Connection to node {} failed";

    private final OnceAMinute filter = new OnceAMinute("org.apache.kafka");

    @Test
    void aLineIsRepeatedOnceAMinute() {
        assertEquals(FilterReply.NEUTRAL, at(0, NETWORK, FAILED, 1));
        assertEquals(FilterReply.DENY, at(1, NETWORK, FAILED, 2), "another node, the same trouble");
        assertEquals(FilterReply.DENY, at(59, NETWORK, FAILED, 1));
        assertEquals(FilterReply.NEUTRAL, at(60, NETWORK, FAILED, 1));
        assertEquals(FilterReply.DENY, at(61, NETWORK, FAILED, 1));
    }

    @Test
    void otherWordsAndOtherLoggersAreOtherLines() {
        at(0, NETWORK, FAILED, 1);
        assertEquals(FilterReply.NEUTRAL, at(1, NETWORK, "Bootstrap broker {} disconnected", 1));
        assertEquals(FilterReply.NEUTRAL, at(1, "org.apache.kafka.clients.Metadata", FAILED, 1));
    }

    @Test
    void whatOthersSayIsNotLeftOut() {
        at(0, "io.mqttproxy.kafka.KafkaSink", FAILED, 1);
        assertEquals(FilterReply.NEUTRAL, at(1, "io.mqttproxy.kafka.KafkaSink", FAILED, 1));
    }

    @Test
    void whatIsMoreThanAnybodyCanRememberIsSaid() {
        for (int line = 0; line < 1_000; line++) {
            assertEquals(FilterReply.NEUTRAL, at(0, NETWORK, "text " + line, 1));
        }
    }

    private FilterReply at(int second, String logger, String text, Object argument) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName(logger);
        event.setMessage(text);
        event.setArgumentArray(new Object[] {argument});
        event.setTimeStamp(1_000L * second);
        return filter.decide(event);
    }
}
