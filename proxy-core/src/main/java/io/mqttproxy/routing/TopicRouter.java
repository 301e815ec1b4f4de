package io.mqttproxy.routing;

import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;

/**
 * Decides where a publication goes, from memory only. Thread-safe; never blocks, because event loops
 * call it.
 */
public interface TopicRouter {
    /**
     * The destination of a publication, or why it has none.
     *
     * @param mqttTopic a valid topic name, as published
     * @param retain whether the PUBLISH carries the RETAIN flag
     */
    Routing route(String mqttTopic, Origin origin, Qos qos, boolean retain);
}
