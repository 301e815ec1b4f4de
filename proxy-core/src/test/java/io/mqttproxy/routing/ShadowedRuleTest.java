package io.mqttproxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.config.RouteConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShadowedRuleTest {

    @ParameterizedTest
    @CsvSource({
        "a/b,         a/b",
        "a/+,         a/b",
        "a/+,         a/{device}",
        "{device}/b,  +/b",
        "a/+,         a/",
        "a/#,         a",
        "a/#,         a/#",
        "a/#,         a/b/#",
        "a/+/#,       a/b/c",
        "#,           a/+/c",
        "#,           /",
        "#,           +/#",
        "+/#,         #",
        "$SYS/#,      $SYS/broker/+",
        "$SYS/+/#,    $SYS/$x/y",
        "regex:a.*,   regex:a.*",
        "a=k;qos-minimum=1,   a=k;qos-minimum=2",
        "a=k;retain=skip,     a=k;retain=skip;qos-minimum=1"
    })
    void anEarlierRuleThatMatchesEverythingShadowsALaterOne(String earlier, String later) {
        assertEquals(List.of(later), shadowed(earlier, later));
    }

    @ParameterizedTest
    @CsvSource({
        "a/b,         a/+",
        "a/b,         a/b/c",
        "a/b/c,       a/b",
        "a/+,         a/#",
        "a/+,         a",
        "a/+/#,       a/#",
        "a/+/#,       a",
        "+/+/#,       #",
        "a/#,         #",
        "a/#,         ab/c",
        "+,           #",
        "#,           $SYS/broker",
        "#,           $SYS/#",
        "+/broker,    $SYS/broker",
        "regex:.*,    a",
        "#,           regex:a",
        "a=k;qos-minimum=1,   a",
        "a=k;retain=skip,     a"
    })
    void anEarlierRuleThatDoesNotMatchEverythingDoesNotShadow(String earlier, String later) {
        assertEquals(List.of(), shadowed(earlier, later));
    }

    @Test
    void theFirstRuleThatShadowsIsNamed() {
        RuleRouter router = Rules.router("x=k", "a/+=k", "a/#=k", "a/b=k");

        assertEquals(
                "route: 'a/b' (test) is never used, because 'a/+' (test) comes first and takes all that it matches",
                router.shadowed().get(0).text());
        assertEquals(1, router.shadowed().size());
    }

    private static List<String> shadowed(String earlier, String later) {
        return Rules.router(rule(earlier), rule(later)).shadowed().stream()
                .map(ShadowedRule::rule)
                .map(rule -> rule.equals(RouteConfig.parse(rule(later), "test")) ? later : rule.filter())
                .toList();
    }

    private static String rule(String text) {
        return text.contains("=") ? text : text + "=k";
    }
}
