package io.mqttproxy.routing;

import io.mqttproxy.publish.Origin;
import java.util.List;

/**
 * A publication and the rule that it matches: the source of the values in templates.
 *
 * @param groups of a regular expression, from group 1 on; empty for topic filters, whose wildcards are
 *     found in the topic
 */
record Match(Route route, String topic, Origin origin, List<String> groups) {}
