package io.mqttproxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.config.RoutingConfig;
import io.mqttproxy.publish.Qos;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RouteExplanationTest {

    @Test
    void namesTheRuleAndWhatItsPlaceholdersStandFor() {
        RouteExplanation explanation = explain(Rules.router("a=x", "{site}/+/#=t-{site}"), "berlin/4/temp/in");
        assertEquals("{site}/+/#", rule(explanation).filter());
        assertEquals(Map.of("site", "berlin", "1", "berlin", "2", "4", "3", "temp/in"), explanation.captures());
        assertEquals("t-berlin pump-7", Rules.text(explanation.routing()));
    }

    @Test
    void showsTheGroupsOfARegularExpression() {
        assertEquals(
                Map.of("1", "4"), explain(Rules.router("regex:a/(.)=x"), "a/4").captures());
    }

    @Test
    void theDefaultTopicCountsAsARule() {
        RouteExplanation explanation = explain(new RuleRouter(RoutingConfig.DEFAULTS), "x");
        assertEquals("default-topic", rule(explanation).source());
        assertEquals("mqtt-messages pump-7", Rules.text(explanation.routing()));
    }

    @Test
    void hasNoRuleWhenNothingMatches() {
        RouteExplanation explanation = explain(Rules.router("a=x"), "b");
        assertNull(explanation.rule());
        assertEquals("no-route", Rules.text(explanation.routing()));
    }

    @Test
    void doesNotUseUpTheBoundOnTopics() {
        RuleRouter router = new RuleRouter(Rules.config(1, "+=t-{1}"));
        explain(router, "a");
        assertEquals("t-b pump-7", Rules.route(router, "b"));
    }

    private static RouteConfig rule(RouteExplanation explanation) {
        return Objects.requireNonNull(explanation.rule());
    }

    private static RouteExplanation explain(RuleRouter router, String topic) {
        return router.explain(topic, Rules.PUMP, Qos.AT_LEAST_ONCE, false);
    }
}
