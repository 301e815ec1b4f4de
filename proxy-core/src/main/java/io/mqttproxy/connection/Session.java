package io.mqttproxy.connection;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.connection.ConnectionServices.Policy;
import io.mqttproxy.mqtt.ConnectPacket;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Replies;
import io.mqttproxy.mqtt.SessionTerms;
import io.mqttproxy.mqtt.TopicAliases;
import io.mqttproxy.mqtt.Will;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;
import io.mqttproxy.routing.RouteCache;
import io.mqttproxy.security.Identity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The data of a client that was let in. Exists from CONNACK until the connection has ended and its
 * will is settled.
 */
final class Session {
    private final ConnectionServices services;
    private final Origin origin;
    private final Identity identity;
    private final ProtocolVersion version;
    private final Replies replies;
    private final boolean cleanStart;
    private final boolean hasSessionExpiry;
    private @Nullable Will will;
    private final KeepAlive keepAlive;
    private final long expiresAtNanos;
    private TopicAliases topicAliases;
    private Qos2Ledger qos2 = new Qos2Ledger();
    private RouteCache routes;
    private AuthorizingRouter router;
    private long willDelaySeconds;

    Session(
            ConnectionServices services,
            ConnectPacket connect,
            String clientId,
            Identity identity,
            Replies replies,
            SessionTerms terms,
            long nowNanos) {
        this.services = services;
        this.origin = new Origin(clientId, identity.username());
        this.identity = identity;
        this.version = connect.version();
        this.replies = replies;
        this.cleanStart = connect.cleanStart();
        this.hasSessionExpiry = connect.sessionExpirySeconds() > 0;
        this.will = connect.will();
        this.willDelaySeconds = terms.sessionExpirySeconds();
        this.keepAlive = new KeepAlive(terms.keepAliveSeconds(), nowNanos);
        this.expiresAtNanos = expiresAtNanos(identity.expiresAt(), nowNanos);
        this.topicAliases = version.isMqtt5()
                ? new TopicAliases(services.limits().packets().topicAliasMaximum())
                : TopicAliases.NONE;
        this.routes = new RouteCache(origin);
        this.router = new AuthorizingRouter(
                services.policy().get(), identity, services.limits().packets());
    }

    /** Frees what only publishing needs: the client is gone, but its will may keep this object for years. */
    void forgetPublishes() {
        topicAliases = TopicAliases.NONE;
        qos2 = new Qos2Ledger();
        routes = new RouteCache(origin);
    }

    /** Where a publication goes, or why nowhere. Cached until the policy is replaced. */
    @SuppressWarnings("ReferenceEquality") // policies are compared by identity
    Routing route(String topic, Qos qos, boolean retain) {
        Policy policy = services.policy().get();
        if (policy != router.policy()) {
            router = new AuthorizingRouter(policy, identity, services.limits().packets());
        }
        return routes.route(router, topic, qos, retain);
    }

    /** Where a rejected publication goes, {@code null} without a {@code dead-letter-topic}. */
    @Nullable
    Destination deadLetters(String mqttTopic) {
        String topic = services.deadLetterTopic();
        return topic == null ? null : new Destination(mqttTopic, topic, origin.clientIdUtf8(), HeadersConfig.ALL);
    }

    Origin origin() {
        return origin;
    }

    ProtocolVersion version() {
        return version;
    }

    Replies replies() {
        return replies;
    }

    /** Whether the client asked for a clean session (MQTT 3) or a clean start (MQTT 5). */
    boolean cleanStart() {
        return cleanStart;
    }

    /** Whether the client asked in CONNECT for a session that outlives the connection. */
    boolean hasSessionExpiry() {
        return hasSessionExpiry;
    }

    /** The will that may still come, {@code null} if there is none (any more). */
    @Nullable
    Will will() {
        return will;
    }

    /**
     * Removes the will: after a normal DISCONNECT [MQTT-3.1.2-10], [MQTT-3.14.4-3], or when nothing waits for it any longer.
     */
    void takeBackWill() {
        will = null;
    }

    /**
     * Upper bound of the heap bytes of packet ids and topic aliases, which stay even if the client
     * never uses them again.
     */
    int memoryBytes() {
        return qos2.memoryBytes() + topicAliases.memoryBytes();
    }

    /** Heap bytes of the will, 0 without one. */
    int willBytes() {
        return will == null ? 0 : will.memoryBytes();
    }

    /**
     * How long the will waits for the client to reconnect: the duration of the session, which keeps
     * nothing else and lasts no longer than the client asks for.
     */
    long willDelaySeconds() {
        return willDelaySeconds;
    }

    /** Changes the duration of the session, as a DISCONNECT may do (MQTT 5.0 section 3.14.2.2.2). */
    void expireAfter(long seconds) {
        willDelaySeconds = will == null ? 0 : Math.min(will.delaySeconds(), seconds);
    }

    KeepAlive keepAlive() {
        return keepAlive;
    }

    TopicAliases topicAliases() {
        return topicAliases;
    }

    Qos2Ledger qos2() {
        return qos2;
    }

    /** The server to use when the proxy stops, {@code null} to leave that to the client. */
    @Nullable
    String serverReference() {
        return services.delivery().serverReference();
    }

    /** Whether the client's credentials have expired. */
    boolean isExpired(long nowNanos) {
        return identity.expiresAt() != null && nowNanos - expiresAtNanos >= 0;
    }

    private static long expiresAtNanos(@Nullable Instant expiresAt, long nowNanos) {
        if (expiresAt == null) {
            return 0;
        }
        // Limited to a century, so that the nanosecond clock does not overflow.
        long seconds = Math.min(Duration.between(Instant.now(), expiresAt).toSeconds(), 36_500L * 24 * 3600);
        return nowNanos + Duration.ofSeconds(seconds).toNanos();
    }
}
