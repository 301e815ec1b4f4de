package io.mqttproxy.mqtt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTT 5.0 section 4.7. */
class TopicSyntaxTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "a/b/c", "//", " ", "$SYS/a", "\u00E4\uD83D\uDE00"})
    void aTopicNameIsValid(String topic) {
        assertTrue(TopicSyntax.isValidTopicName(topic));
    }

    /** [MQTT-4.7.0-1], [MQTT-4.7.3-1], [MQTT-4.7.3-2]. */
    @ParameterizedTest
    @ValueSource(strings = {"", "+", "#", "a/+", "a/#", "a+b", "a#b", "\u0000", "a\u0000b"})
    void aTopicNameIsInvalid(String topic) {
        assertFalse(TopicSyntax.isValidTopicName(topic));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "#", "+", "/", "/#", "+/+", "a/+/b", "a/#", "+/#", "/+", "+/", "$share/+"})
    void aTopicFilterIsValid(String filter) {
        assertTrue(TopicSyntax.isValidTopicFilter(filter));
    }

    /** [MQTT-4.7.1-1], [MQTT-4.7.1-2], [MQTT-4.7.3-1], [MQTT-4.7.3-2]. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "a#", "#a", "##", "#/", "a/#/b", "a+", "+a", "++", "a/b+/c", "a/+b", "\u0000", "a/\u0000/#"})
    void aTopicFilterIsInvalid(String filter) {
        assertFalse(TopicSyntax.isValidTopicFilter(filter));
    }
}
