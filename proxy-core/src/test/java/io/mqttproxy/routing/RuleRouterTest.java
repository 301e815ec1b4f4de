package io.mqttproxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.config.RoutingConfig;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleRouterTest {

    @Test
    void theFirstRuleThatMatchesWins() {
        RuleRouter router = Rules.router("a/b=exact", "a/+=one-level", "a/#=tail", "a/c=shadowed");
        assertEquals("exact pump-7", Rules.route(router, "a/b"));
        assertEquals("one-level pump-7", Rules.route(router, "a/c"));
        assertEquals("tail pump-7", Rules.route(router, "a/c/d"));
        assertEquals("tail pump-7", Rules.route(router, "a"));
        assertEquals("no-route", Rules.route(router, "b"));
    }

    @Test
    void theFirstRuleWinsEvenIfALaterOneIsMoreSpecific() {
        assertEquals("tail pump-7", Rules.route(Rules.router("#=tail", "a/b=exact"), "a/b"));
        assertEquals("any pump-7", Rules.route(Rules.router("+/b=any", "a/b=exact", "a/+=other"), "a/b"));
    }

    @Test
    void regularExpressionsKeepTheirPositionAmongFilters() {
        RuleRouter router = Rules.router("a/b=first", "regex:a/.=second", "a/+=third", "regex:.*=last");
        assertEquals("first pump-7", Rules.route(router, "a/b"));
        assertEquals("second pump-7", Rules.route(router, "a/c"));
        assertEquals("third pump-7", Rules.route(router, "a/cc"));
        assertEquals("last pump-7", Rules.route(router, "x"));
    }

    @Test
    void regularExpressionsMatchTheWholeTopic() {
        assertEquals("no-route", Rules.route(Rules.router("regex:a/.=topic"), "a/bc"));
    }

    @ParameterizedTest
    @CsvSource({"#, no-route", "+/broker, no-route", "{any}/broker, no-route", "$SYS/#, k pump-7", "$SYS/+, k pump-7"})
    void wildcardsAtTheStartDoNotMatchDollarTopics(String filter, String expected) {
        assertEquals(expected, Rules.route(Rules.router(filter + "=k"), "$SYS/broker"));
    }

    @Test
    void theDefaultTopicTakesDollarTopicsToo() {
        RuleRouter router = new RuleRouter(RoutingConfig.DEFAULTS);
        assertEquals("mqtt-messages pump-7", Rules.route(router, "$SYS/broker"));
        assertEquals("mqtt-messages pump-7", Rules.route(router, "anything/else"));
    }

    @ParameterizedTest
    @CsvSource({
        "a/{device}/b/#, {device},          x",
        "a/{device}/b/#, {1},               x",
        "a/{device}/b/#, {2},               y/z",
        "a/{device}/b/#, {topic},           a/x/b/y/z",
        "a/{device}/b/#, {topic[0]},        a",
        "a/{device}/b/#, {topic[4]},        z",
        "a/{device}/b/#, {clientid},        pump-7",
        "a/{device}/b/#, {username}:{device}, plant-a:x",
        "'regex:a/(\\w+)/b/(?P<rest>.*)', {1}-{rest}-{2}, x-y/z-y/z",
        "'regex:a/(\\w+)(/never)?/b/.*', {1}{2}, x",
        "a/#, clientid, pump-7",
        "a/#, topic,    a/x/b/y/z",
        "a/#, none,     null",
        "a/#, constant:{fleet}, {fleet}"
    })
    void keysAreFilledIn(String filter, String key, String expected) {
        assertEquals("k " + expected, Rules.route(Rules.router(filter + "=k;key=" + key), "a/x/b/y/z"));
    }

    @Test
    void aKeyThatIsTheClientIdIsNotCopied() {
        Destination destination = (Destination) Rules.router("#=k").route("a", Rules.PUMP, Qos.AT_MOST_ONCE, false);
        assertSame(Rules.PUMP.clientIdUtf8(), destination.key());
    }

    @Test
    void aTailWildcardMayMatchNoLevels() {
        assertEquals("k .", Rules.route(Rules.router("a/#=k;key={1}."), "a"));
    }

    @Test
    void kafkaTopicsAreFilledIn() {
        RuleRouter router = Rules.router("{site}/{line}/#=telemetry.{site}-{line};key={3}");
        assertEquals("telemetry.berlin-4 temp", Rules.route(router, "berlin/4/temp"));
    }

    @ParameterizedTest
    @CsvSource({"'a b'", "ä", "..", "'a:b'", "''"})
    void anIllegalKafkaTopicNameIsRejectedAndNeverRewritten(String level) {
        assertEquals("invalid-kafka-topic", Rules.route(Rules.router("{level}/#={level}"), level + "/x"));
    }

    @Test
    void kafkaTopicsThatGrowTooLongAreRejected() {
        RuleRouter router = Rules.router("+=x{1}");
        assertEquals("x" + "y".repeat(248) + " pump-7", Rules.route(router, "y".repeat(248)));
        assertEquals("invalid-kafka-topic", Rules.route(router, "y".repeat(249)));
    }

    @ParameterizedTest
    @CsvSource({"a/#=k;key={username}", "a/#=k-{username}", "a/#=k;key={topic[3]}", "a/#=k-{topic[3]}"})
    void aPublicationWithoutAValueForATemplateIsRejected(String rule) {
        assertEquals(
                "invalid-kafka-topic",
                Rules.text(Rules.router(rule).route("a/b/c", Rules.ANONYMOUS, Qos.AT_LEAST_ONCE, false)));
    }

    @Test
    void publicationsBelowTheMinimumQosGoToALaterRule() {
        RuleRouter router = Rules.router("a/#=sure;qos-minimum=1", "a/#=any");
        assertEquals("any pump-7", Rules.text(router.route("a/b", Rules.PUMP, Qos.AT_MOST_ONCE, false)));
        assertEquals("sure pump-7", Rules.text(router.route("a/b", Rules.PUMP, Qos.AT_LEAST_ONCE, false)));
        assertEquals("sure pump-7", Rules.text(router.route("a/b", Rules.PUMP, Qos.EXACTLY_ONCE, false)));
    }

    @Test
    void filtersAndRegularExpressionsMaySkipRetainedPublications() {
        RuleRouter router = Rules.router("a/b=one;retain=skip", "regex:a/.*=two;retain=skip", "#=three");
        assertEquals("one pump-7", Rules.text(router.route("a/b", Rules.PUMP, Qos.AT_MOST_ONCE, false)));
        assertEquals("two pump-7", Rules.text(router.route("a/c", Rules.PUMP, Qos.AT_MOST_ONCE, false)));
        assertEquals("three pump-7", Rules.text(router.route("a/b", Rules.PUMP, Qos.AT_MOST_ONCE, true)));
    }

    @Test
    void templatesDoNotProduceMoreKafkaTopicsThanAllowed() {
        RuleRouter router = new RuleRouter(Rules.config(2, "static/#=static", "+=t-{1}"));
        assertEquals("t-a pump-7", Rules.route(router, "a"));
        assertEquals("t-b pump-7", Rules.route(router, "b"));
        assertEquals("too-many-kafka-topics", Rules.route(router, "c"));
        assertEquals("t-a pump-7", Rules.route(router, "a"));
        assertEquals("static pump-7", Rules.route(router, "static/x"));
    }

    @Test
    void rejectedPublicationsDoNotUseUpTheBoundOnTopics() {
        RuleRouter router = new RuleRouter(Rules.config(1, "+=t-{1};key={username}"));
        router.route("a", Rules.ANONYMOUS, Qos.AT_MOST_ONCE, false);
        Rules.route(router, "b c");
        assertEquals("t-d plant-a", Rules.route(router, "d"));
    }

    @Test
    void aRuleMayHaveItsOwnHeaders() {
        RuleRouter router = Rules.router("a=k;headers=none", "b=k");
        assertEquals(HeadersConfig.Profile.NONE, headers(router, "a").profile());
        assertEquals(HeadersConfig.Profile.ALL, headers(router, "b").profile());
    }

    private static HeadersConfig headers(RuleRouter router, String topic) {
        return ((Destination) router.route(topic, Rules.PUMP, Qos.AT_MOST_ONCE, false)).headers();
    }

    @Test
    void staticTopicsAreThoseWithoutPlaceholders() {
        RuleRouter router = new RuleRouter(new RoutingConfig(
                List.of(RouteConfig.of("a", "zebra"), RouteConfig.of("+", "t-{1}"), RouteConfig.of("b", "zebra")),
                "other",
                "dead",
                HeadersConfig.ALL,
                10,
                0));
        assertEquals(Set.of("zebra", "other", "dead"), router.staticTopics());
    }

    @Test
    void clientIdsInKafkaTopicsMustBeLegalToo() {
        RuleRouter router = Rules.router("#=by-{clientid}");
        Origin odd = new Origin("pump 7", null);
        assertEquals("invalid-kafka-topic", Rules.text(router.route("a", odd, Qos.AT_MOST_ONCE, false)));
    }
}
