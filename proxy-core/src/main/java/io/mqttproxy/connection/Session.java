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

/** What is known of a client that was let in; it exists from CONNACK to the end of the connection. */
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

    /** The client will publish no more: what is kept for that goes, because the will may wait for a century. */
    void forgetPublishes() {
        topicAliases = TopicAliases.NONE;
        qos2 = new Qos2Ledger();
        routes = new RouteCache(origin);
    }

    /** Where a publication goes, or why nowhere; remembered until the policy is replaced. */
    @SuppressWarnings("ReferenceEquality") // another policy object is another policy, whatever it says
    Routing route(String topic, Qos qos, boolean retain) {
        Policy policy = services.policy().get();
        if (policy != router.policy()) {
            router = new AuthorizingRouter(policy, identity, services.limits().packets());
        }
        return routes.route(router, topic, qos, retain);
    }

    /** Where a publication goes that is rejected, {@code null} when there is no {@code dead-letter-topic}. */
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

    /** Whether the client asked for a session without history. */
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

    /** The client has said goodbye (statements MQTT-3.1.2-10 and MQTT-3.14.4-3), or nobody waits for it any longer. */
    void takeBackWill() {
        will = null;
    }

    /** Bytes of memory that packet ids and topic aliases of the client take at most: it may never use them again. */
    int memoryBytes() {
        return qos2.memoryBytes() + topicAliases.memoryBytes();
    }

    /** Bytes of memory that the will takes. */
    int willBytes() {
        return will == null ? 0 : will.memoryBytes();
    }

    /**
     * How long the will waits for the client to come back: as long as the session lasts, which keeps nothing else and ends
     * no later than the client wants.
     */
    long willDelaySeconds() {
        return willDelaySeconds;
    }

    /** DISCONNECT may change how long the session lasts (MQTT 5.0 section 3.14.2.2.2). */
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

    /** Where the client is to go when the proxy stops, {@code null} when that is left to it. */
    @Nullable
    String serverReference() {
        return services.delivery().serverReference();
    }

    /** Whether the client's proof of identity has run out. */
    boolean isExpired(long nowNanos) {
        return identity.expiresAt() != null && nowNanos - expiresAtNanos >= 0;
    }

    private static long expiresAtNanos(@Nullable Instant expiresAt, long nowNanos) {
        if (expiresAt == null) {
            return 0;
        }
        // A far future is cut to a century, which the nanosecond clock can still tell apart.
        long seconds = Math.min(Duration.between(Instant.now(), expiresAt).toSeconds(), 36_500L * 24 * 3600);
        return nowNanos + Duration.ofSeconds(seconds).toNanos();
    }
}
