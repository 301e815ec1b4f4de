package io.mqttproxy.routing;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;
import java.util.concurrent.atomic.LongAdder;

/**
 * A compiled rule. Immutable.
 *
 * @param index the rule's place among all rules; the lowest that matches wins
 * @param config the rule as written
 * @param uses counts the publishes that went its way
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

    /** Whether the rule is for such publications at all, whatever their topic. */
    boolean accepts(Qos qos, boolean retain) {
        return qos.level() >= config.qosMinimum() && !(retain && config.retain() == RouteConfig.Retain.SKIP);
    }

    /** Whether this rule matches every publication that the other one matches. */
    boolean covers(Route other) {
        return config.qosMinimum() <= other.config.qosMinimum()
                && (config.retain() == RouteConfig.Retain.STORE || other.config.retain() == RouteConfig.Retain.SKIP)
                && filter.covers(other.filter);
    }

    /** Where a publication goes that this rule matches. */
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
