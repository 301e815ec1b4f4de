package io.mqttproxy.app;

import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;
import io.mqttproxy.routing.TopicRouter;
import java.nio.charset.StandardCharsets;

/** Where a router sends a publication of client {@code client-1} and user {@code acme}, as text. */
public final class Routes {
    private static final Origin ORIGIN = new Origin("client-1", "acme");

    private Routes() {}

    /** The Kafka topic and, unless there is none, the key; or the reason of a rejection. */
    public static String text(TopicRouter router, String topic) {
        Routing routing = router.route(topic, ORIGIN, Qos.AT_LEAST_ONCE, false);
        if (routing instanceof Destination destination) {
            byte[] key = destination.key();
            String text = key == null ? "" : " " + new String(key, StandardCharsets.UTF_8);
            return destination.kafkaTopic() + text;
        }
        return ((Routing.Rejected) routing).reason().text();
    }
}
