package io.mqttproxy.routing;

import io.mqttproxy.publish.Origin;
import java.util.List;

/**
 * A publication that a rule matches: what templates draw on.
 *
 * @param groups of a regular expression, from group 1 on; empty for topic filters, whose wildcards are levels of the topic
 */
record Match(Route route, String topic, Origin origin, List<String> groups) {}
