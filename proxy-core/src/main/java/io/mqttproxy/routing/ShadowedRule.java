package io.mqttproxy.routing;

import io.mqttproxy.config.RouteConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule that can never be used. Several earlier rules that only together take everything are not looked for.
 *
 * @param rule as written
 * @param by the first earlier rule that takes every publication that this one matches
 */
public record ShadowedRule(RouteConfig rule, RouteConfig by) {

    /** Compares each rule with those before it: quadratic, for once at a start. */
    static List<ShadowedRule> among(List<Route> routes) {
        List<ShadowedRule> shadowed = new ArrayList<>();
        for (Route route : routes) {
            routes.subList(0, route.index()).stream()
                    .filter(earlier -> earlier.covers(route))
                    .findFirst()
                    .ifPresent(earlier -> shadowed.add(new ShadowedRule(route.config(), earlier.config())));
        }
        return List.copyOf(shadowed);
    }

    /** One line for operators. */
    public String text() {
        return "route: '%s' (%s) is never used, because '%s' (%s) comes first and takes all that it matches"
                .formatted(rule.filter(), rule.source(), by.filter(), by.source());
    }
}
