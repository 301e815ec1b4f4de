package io.mqttproxy.connection;

import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.mqtt.AnnouncedLimits;
import io.mqttproxy.publish.PublishSink;
import io.mqttproxy.routing.TopicRouter;
import io.mqttproxy.security.Authenticator;
import io.mqttproxy.security.Authorizer;
import io.mqttproxy.trace.Traces;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Services and settings that all connections of a proxy share. Thread-safe.
 *
 * @param policy the policy in force, which may be replaced while the proxy runs; asked for every
 *     connection and topic
 * @param deadLetterTopic Kafka topic for rejected publications, {@code null} for none
 */
public record ConnectionServices(
        PublishSink sink,
        Supplier<Policy> policy,
        @Nullable String deadLetterTopic,
        LimitsConfig limits,
        DeliveryConfig delivery,
        ConnectionRegistry registry,
        Traces traces,
        ProxyMetrics metrics) {

    /** Who may connect, what they may publish, and where it goes; replaced as a whole, never in part. */
    public record Policy(Authenticator authenticator, Authorizer authorizer, TopicRouter router) {}

    AnnouncedLimits announcedLimits() {
        return new AnnouncedLimits(
                limits.packets().maxPacketSize(),
                limits.inflight().receiveMaximum(),
                limits.packets().topicAliasMaximum());
    }
}
