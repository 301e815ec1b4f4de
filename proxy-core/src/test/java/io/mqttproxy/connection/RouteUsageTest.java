package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.config.RoutingConfig;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.routing.RuleRouter;
import io.mqttproxy.routing.RuleRouter.Usage;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each publish counts for the rule that it matched, also those whose route a connection remembers. */
class RouteUsageTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    private final RuleRouter router =
            new RuleRouter(RoutingConfig.of(List.of(RouteConfig.of("a/#", "a"), RouteConfig.of("b/#", "b")), "others"));

    @Test
    void everyPublishCountsForItsRule() {
        proxy.router(router);
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

        client.publishes(1, 1, "a/x", "one").publishes(1, 2, "a/x", "two").publishes(0, 0, "a/y", "three");
        client.publishes(1, 3, "c", "four");

        assertEquals(List.of(3L, 0L, 1L), usage());
    }

    @Test
    void aWillCountsForItsRule() {
        proxy.router(router);

        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "device").will("b/x", 1, "bye"))
                .vanishes();

        assertEquals(List.of(0L, 1L, 0L), usage());
    }

    private List<Long> usage() {
        return router.usage().stream().map(Usage::publishes).toList();
    }
}
