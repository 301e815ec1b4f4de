package io.mqttproxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.config.RoutingConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors in rules are reported at start, with the place where the rule is written. */
class RuleErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a/#/b          | k            | filter 'a/#/b' may have '#' only as its last level",
                "a/b#           | k            | filter 'a/b#' may have '#' only as its last level",
                "a/b+           | k            | filter 'a/b+' may have '+' only as a whole level",
                "a/x{device}    | k            | only around the name of a whole level",
                "a/{}           | k            | only around the name of a whole level",
                "{a}/{a}        | k            | has two levels named {a}",
                "{topic}/x      | k            | must not define the placeholder {topic}, which has a fixed meaning",
                "regex:(?P<username>.) | k     | must not define the placeholder {username}",
                "regex:(        | k            | '(' is not a regular expression that RE2 accepts",
                "regex:(?=a)    | k            | no look-around",
                "a              | k k          | 'k k' can never be a Kafka topic: a Kafka topic has 1 to 249",
                "a              | ..           | '..' can never be a Kafka topic",
                "{a}            | k/{a}        | 'k/{a}' can never be a Kafka topic",
                "{a}/b          | {topic}      | matches only topics with a '/', and Kafka allows none",
                "{a}            | k-{b}        | unknown placeholder {b}; this rule knows {a}, {1}, {clientid}, {username}",
                "a              | k-{1}        | unknown placeholder {1}; this rule knows {clientid}",
                "regex:(a)      | k-{2}        | unknown placeholder {2}; this rule knows {1},",
                "+              | k-{1         | 'k-{1' has an unmatched brace",
                "+              | k-1}         | 'k-1}' has an unmatched brace",
                "a/+            | {topic[2]}   | asks for {topic[2]}, but topics of this rule have 2 levels, counted from 0"
            })
    void aRuleThatCanNeverWorkIsAnError(String filter, String topic, String problem) {
        ConfigException error = error(filter, topic, null);
        assertContains(problem, error);
        assertTrue(error.toString().endsWith(" (proxy.yaml:3:5)"), error::toString);
        assertEquals("route", error.setting());
    }

    @Test
    void aConstantKeyIsReportedAsMissingBraces() {
        assertContains(
                "a placeholder such as {device}, or be written constant:device", error("{device}/#", "k", "device"));
    }

    @Test
    void aFilterMustNotHaveTooManyLevels() {
        RuleRouter deepest = Rules.router("a/".repeat(127) + "a=k");
        assertEquals("k pump-7", Rules.route(deepest, "a/".repeat(127) + "a"));
        assertContains("has more than 128 levels", error("a/".repeat(128), "k", null));
    }

    @Test
    void theDefaultTopicIsCheckedUnderItsOwnName() {
        ConfigException error = topicsError("no topic", null);
        assertEquals("default-topic", error.setting());
        assertFalse(error.toString().contains("(default-topic)"), error::toString);
    }

    @Test
    void theDeadLetterTopicIsCheckedUnderItsOwnName() {
        assertEquals("dead-letter-topic", topicsError(null, "dead-{clientid}").setting());
    }

    private static ConfigException topicsError(@Nullable String defaultTopic, @Nullable String deadLetterTopic) {
        RoutingConfig config = new RoutingConfig(List.of(), defaultTopic, deadLetterTopic, HeadersConfig.ALL, 10, 0);
        return assertThrows(ConfigException.class, () -> new RuleRouter(config));
    }

    private static void assertContains(String expected, ConfigException error) {
        assertTrue(error.toString().contains(expected), error::toString);
    }

    private static ConfigException error(String filter, String topic, @Nullable String key) {
        RouteConfig rule = new RouteConfig(filter, topic, key, 0, RouteConfig.Retain.STORE, null, "proxy.yaml:3:5");
        RoutingConfig config = RoutingConfig.of(List.of(rule), null);
        return assertThrows(ConfigException.class, () -> new RuleRouter(config));
    }
}
