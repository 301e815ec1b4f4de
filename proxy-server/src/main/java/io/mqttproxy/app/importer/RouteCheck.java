package io.mqttproxy.app.importer;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.config.RoutingConfig;
import io.mqttproxy.routing.RuleRouter;
import java.util.List;

/** Finds imported rules that cannot work. They stay in the file all the same: a start that fails beats a lost rule. */
final class RouteCheck {
    private RouteCheck() {}

    static void check(RouteConfig route, YamlDocument document) {
        try {
            new RuleRouter(RoutingConfig.of(List.of(route), null));
        } catch (ConfigException e) {
            document.note("FIX before the start: " + e.getMessage());
        }
    }
}
