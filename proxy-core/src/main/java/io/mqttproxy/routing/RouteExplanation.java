package io.mqttproxy.routing;

import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.publish.Routing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rule a publication matches, and where that rule sends it.
 *
 * @param rule the matching rule as written; the default topic counts as a last rule with source {@code
 *     default-topic}; {@code null} when nothing matched
 * @param captures the placeholders of the rule's filter and their values, in order
 * @param routing the result; ignores {@code max-templated-topics}, which depends on earlier
 *     publications
 */
public record RouteExplanation(@Nullable RouteConfig rule, Map<String, String> captures, Routing routing) {}
