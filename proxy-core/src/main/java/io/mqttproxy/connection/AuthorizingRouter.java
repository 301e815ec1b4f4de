package io.mqttproxy.connection;

import io.mqttproxy.config.PacketLimits;
import io.mqttproxy.connection.ConnectionServices.Policy;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;
import io.mqttproxy.routing.TopicRouter;
import io.mqttproxy.security.Identity;
import io.netty.buffer.ByteBufUtil;

/**
 * Decides about a topic before the payload is looked at: length limits, then the access control list,
 * then the routing rules. One object per session and policy, so that the route cache in front of it
 * caches the result of all three.
 */
public record AuthorizingRouter(Policy policy, Identity identity, PacketLimits limits) implements TopicRouter {

    @Override
    public Routing route(String mqttTopic, Origin origin, Qos qos, boolean retain) {
        if (isTooLong(mqttTopic)) {
            return new Routing.Rejected(FailureReason.TOPIC_TOO_LONG);
        }
        if (!policy.authorizer().mayPublish(identity, origin.clientId(), mqttTopic)) {
            return new Routing.Rejected(FailureReason.NOT_AUTHORIZED);
        }
        return policy.router().route(mqttTopic, origin, qos, retain);
    }

    private boolean isTooLong(String topic) {
        // A Java char is at least one byte and at most three in UTF-8, so most topics need no exact count.
        if (topic.length() * 3 > limits.maxTopicLength() && utf8Length(topic) > limits.maxTopicLength()) {
            return true;
        }
        return topic.length() >= limits.maxTopicLevels() && levels(topic) > limits.maxTopicLevels();
    }

    private static int utf8Length(String topic) {
        return ByteBufUtil.utf8Bytes(topic);
    }

    private static long levels(String topic) {
        return topic.chars().filter(character -> character == '/').count() + 1;
    }
}
