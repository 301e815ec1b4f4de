package io.mqttproxy.app.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class OnceAMinuteTest {
    private static final String NETWORK = "org.apache.kafka.clients.NetworkClient";
    private static final String FAILED = "Connection to node 1 failed";

    private final OnceAMinute filter = new OnceAMinute("org.apache.kafka");

    @Test
    void aLineIsRepeatedOnceAMinute() {
        assertEquals(FilterReply.NEUTRAL, at(0, NETWORK, FAILED));
        assertEquals(
                FilterReply.DENY, at(1, NETWORK, "Connection to node -1 failed"), "another node, the same trouble");
        assertEquals(FilterReply.DENY, at(59, NETWORK, FAILED));
        assertEquals(FilterReply.NEUTRAL, at(60, NETWORK, FAILED));
        assertEquals(FilterReply.DENY, at(61, NETWORK, FAILED));
    }

    @Test
    void otherWordsAndOtherLoggersAreOtherLines() {
        at(0, NETWORK, FAILED);
        assertEquals(FilterReply.NEUTRAL, at(1, NETWORK, "Bootstrap broker 1 disconnected"));
        assertEquals(FilterReply.NEUTRAL, at(1, "org.apache.kafka.clients.Metadata", FAILED));
    }

    @Test
    void whatOthersSayIsNotLeftOut() {
        at(0, "io.mqttproxy.kafka.KafkaSink", FAILED);
        assertEquals(FilterReply.NEUTRAL, at(1, "io.mqttproxy.kafka.KafkaSink", FAILED));
    }

    @Test
    void whatIsMoreThanAnybodyCanRememberIsSaid() {
        for (int line = 0; line < 1_000; line++) {
            assertEquals(FilterReply.NEUTRAL, at(0, NETWORK, "x".repeat(line)));
        }
    }

    private FilterReply at(int second, String logger, String text) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName(logger);
        event.setMessage(text);
        event.setTimeStamp(1_000L * second);
        return filter.decide(event);
    }
}
