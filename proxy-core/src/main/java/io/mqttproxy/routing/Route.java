package io.mqttproxy.routing;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;
import java.util.concurrent.atomic.LongAdder;

/**
 * A compiled rule. Immutable, except for the count of its uses.
 *
 * @param index the rule's position among all rules; the matching rule with the lowest index wins
 * @param config the rule as written
 * @param uses counts the publishes that the rule has routed
 */
record Route(
        int index,
        RouteConfig config,
        RouteFilter filter,
        Template kafkaTopic,
        RecordKey key,
        HeadersConfig headers,
        LongAdder uses) {
    private static final Routing INVALID_KAFKA_TOPIC = new Routing.Rejected(FailureReason.INVALID_KAFKA_TOPIC);
    private static final Routing TOO_MANY_KAFKA_TOPICS = new Routing.Rejected(FailureReason.TOO_MANY_KAFKA_TOPICS);

    /** Whether the rule's conditions on QoS and RETAIN hold, whatever the topic. */
    boolean accepts(Qos qos, boolean retain) {
        return qos.level() >= config.qosMinimum() && !(retain && config.retain() == RouteConfig.Retain.SKIP);
    }

    /** Whether this rule certainly matches every publication that the other rule matches. */
    boolean covers(Route other) {
        return config.qosMinimum() <= other.config.qosMinimum()
                && (config.retain() == RouteConfig.Retain.STORE || other.config.retain() == RouteConfig.Retain.SKIP)
                && filter.covers(other.filter);
    }

    /** Where a publication goes that this rule matches, or why it is rejected. */
    Routing resolve(Match match, TemplatedTopics templatedTopics) {
        if (!kafkaTopic.canRender(match) || !key.canRender(match)) {
            return INVALID_KAFKA_TOPIC;
        }
        String topic = kafkaTopic.render(match);
        if (kafkaTopic.isConstant()) {
            return destination(match, topic);
        }
        if (!KafkaTopicName.isLegal(topic)) {
            return INVALID_KAFKA_TOPIC;
        }
        String admitted = templatedTopics.admit(topic);
        return admitted == null ? TOO_MANY_KAFKA_TOPICS : destination(match, admitted);
    }

    private Destination destination(Match match, String topic) {
        return new Destination(match.topic(), topic, key.render(match), headers, uses);
    }
}
