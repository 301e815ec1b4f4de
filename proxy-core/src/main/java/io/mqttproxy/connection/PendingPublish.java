package io.mqttproxy.connection;

import io.mqttproxy.mqtt.PublishPacket;
import io.mqttproxy.publish.CompletionMailbox;
import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.routing.RouteCache;
import org.jspecify.annotations.Nullable;

/**
 * One PUBLISH from its receipt to its acknowledgement. Belongs to the connection's event loop; only
 * {@link #onOutcome} runs on other threads, and only hands over.
 */
final class PendingPublish extends CompletionMailbox.Entry<PendingPublish> implements OutcomeListener {
    /** The answer is not known yet. */
    static final int PENDING = -1;

    /** The answer is success. */
    static final int SUCCESS = 0;

    private final PublishFlow flow;
    private final Qos qos;
    private final int packetId;
    private final long receivedNanos;
    private final int payloadBytes;
    private final int topicAndPropertiesBytes;

    /** The publication for the sink; dropped as soon as it cannot be needed again. */
    private @Nullable Publication publication;

    /** Written by Kafka's thread before the hand-over, read by the event loop after it. */
    private @Nullable PublishOutcome outcome;

    /** {@link #PENDING}, {@link #SUCCESS}, or the MQTT 5 reason code of a negative acknowledgement. */
    private int answer = PENDING;

    PendingPublish(PublishFlow flow, PublishPacket packet, String topic, long receivedNanos) {
        this.flow = flow;
        this.qos = packet.qos();
        this.packetId = packet.packetId();
        this.receivedNanos = receivedNanos;
        this.payloadBytes = packet.payload().length;
        this.topicAndPropertiesBytes =
                RouteCache.uncachedBytes(topic) + packet.properties().memoryBytes();
    }

    @Override
    public void onOutcome(PublishOutcome result) {
        outcome = result;
        flow.connection().loop().put(this);
    }

    PublishFlow flow() {
        return flow;
    }

    Qos qos() {
        return qos;
    }

    int packetId() {
        return packetId;
    }

    /** Time of receipt, as {@link ConnectionLoop#nanoTime}. */
    long receivedNanos() {
        return receivedNanos;
    }

    int payloadBytes() {
        return payloadBytes;
    }

    /**
     * Bytes of payload, properties and an uncached topic: a device may send little of one but much of
     * the others.
     */
    int bytes() {
        return payloadBytes + topicAndPropertiesBytes;
    }

    @Nullable
    Publication publication() {
        return publication;
    }

    void publication(@Nullable Publication toOffer) {
        publication = toOffer;
    }

    /** Takes and clears the outcome, so that the same object can be offered again as a dead letter. */
    PublishOutcome takeOutcome() {
        PublishOutcome taken = outcome;
        if (taken == null) {
            throw new IllegalStateException("settled without an outcome");
        }
        outcome = null;
        return taken;
    }

    void answer(int code) {
        answer = code;
    }

    int answer() {
        return answer;
    }

    boolean isAnswered() {
        return answer != PENDING;
    }
}
