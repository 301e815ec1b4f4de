package io.mqttproxy.routing;

import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.publish.Routing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a publication goes where it goes.
 *
 * @param rule that matched, as written; the default topic counts as a last rule with source {@code default-topic};
 *     {@code null} when nothing matched
 * @param captures placeholders of the rule's filter and what they stand for, in order
 * @param routing the outcome; the bound {@code max-templated-topics} is left out, because it depends on the past
 */
public record RouteExplanation(@Nullable RouteConfig rule, Map<String, String> captures, Routing routing) {}
