package io.mqttproxy.routing;

import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;

/** Says where a publication goes. Safe for all threads, memory only, never blocks. */
public interface TopicRouter {
    /**
     * The destination of a publication, or why it has none.
     *
     * @param mqttTopic a valid topic name, as published
     * @param retain whether the PUBLISH carries the RETAIN flag
     */
    Routing route(String mqttTopic, Origin origin, Qos qos, boolean retain);
}
