package io.mqttproxy.routing;

import io.mqttproxy.config.RouteConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule that can never be used, because an earlier rule matches everything that it matches. A rule
 * that is shadowed only by several earlier rules together is not found.
 *
 * @param rule the shadowed rule as written
 * @param by the first earlier rule that matches every publication that this rule matches
 */
public record ShadowedRule(RouteConfig rule, RouteConfig by) {

    /**
     * Compares each rule with all earlier rules. The quadratic cost is acceptable, because this runs
     * only when rules are loaded.
     */
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

    /** A warning for operators, in one line. */
    public String text() {
        return "route: '%s' (%s) is never used, because '%s' (%s) comes first and takes all that it matches"
                .formatted(rule.filter(), rule.source(), by.filter(), by.source());
    }
}
