package io.mqttproxy.bench.chaos;

import io.mqttproxy.bench.client.MqttClient;
import io.mqttproxy.bench.client.MqttClientListener;
import io.mqttproxy.bench.client.MqttClientOptions;
import io.mqttproxy.bench.load.Backoff;
import io.mqttproxy.bench.load.Payloads;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A device that loses nothing: it numbers its messages, keeps those without an acknowledgement, connects again with a growing
 * pause, and sends those again in order, with DUP, before anything new. Belongs to one event loop.
 */
final class RetryingDevice implements MqttClientListener {
    private static final int REFUSED = 0x80;

    private final int index;
    private final byte[] topic;
    private final int qos;
    private final MqttClientOptions options;
    private final Payloads payloads;
    private final EventLoop eventLoop;
    private final Backoff backoff;

    /** Sequence by packet identifier, in the order of sending. */
    private final Map<Integer, Integer> inFlight = new LinkedHashMap<>();

    private final TreeSet<Integer> again = new TreeSet<>();
    private final BitSet acknowledged = new BitSet();
    private final Silence silence = new Silence();

    private @Nullable MqttClient client;
    private boolean connected;
    private boolean leaving;
    private int failures;
    private int owed;
    private int next;
    private int connections;
    private int sentAgain;
    private int refused;
    private int disordered;

    /** @param qos 1 or 2 */
    RetryingDevice(
            int index, String topic, int qos, MqttClientOptions options, Payloads payloads, EventLoop eventLoop) {
        this.index = index;
        this.topic = topic.getBytes(StandardCharsets.UTF_8);
        this.qos = qos;
        this.options = options;
        this.payloads = payloads;
        this.eventLoop = eventLoop;
        backoff = new Backoff(index);
    }

    void connect() {
        if (!leaving) {
            client = MqttClient.connect(eventLoop, options, this);
        }
    }

    /** One more message is due. */
    void owe() {
        owed++;
        silence.begin(System.nanoTime());
        send();
    }

    private void send() {
        MqttClient current = client;
        if (!connected || current == null) {
            return;
        }
        while (again.isEmpty() ? owed > 0 && sendNext(current) : sendAgain(current)) {
            // Until there is nothing to send, or no room.
        }
        current.flush();
    }

    private boolean sendAgain(MqttClient current) {
        if (!publish(current, again.first(), true)) {
            return false;
        }
        again.pollFirst();
        sentAgain++;
        return true;
    }

    private boolean sendNext(MqttClient current) {
        if (!publish(current, next, false)) {
            return false;
        }
        next++;
        owed--;
        return true;
    }

    private boolean publish(MqttClient current, int sequence, boolean duplicate) {
        int packetId = current.publish(topic, qos, duplicate, payloads.of(index, sequence));
        if (packetId == MqttClient.NO_ROOM) {
            return false;
        }
        inFlight.put(packetId, sequence);
        return true;
    }

    @Override
    public void onConnected() {
        connected = true;
        connections++;
        failures = 0;
        send();
    }

    @Override
    public void onAcknowledged(int packetId, int reasonCode, long time) {
        if (inFlight.isEmpty() || !inFlight.containsKey(packetId)) {
            disordered++;
            return;
        }
        if (inFlight.keySet().iterator().next() != packetId) {
            disordered++;
        }
        int sequence = inFlight.remove(packetId);
        if (reasonCode >= REFUSED) {
            refused++;
        } else {
            acknowledged.set(sequence);
        }
        silence.end(time, isSettled());
    }

    @Override
    public void onRoom() {
        send();
    }

    @Override
    public void onPong() {
        // Pings only keep the connection.
    }

    @Override
    public void onClosed(String reason) {
        client = null;
        connected = false;
        again.addAll(inFlight.values());
        inFlight.clear();
        failures++;
        eventLoop.schedule(this::connect, backoff.millis(failures), TimeUnit.MILLISECONDS);
    }

    void leave() {
        leaving = true;
        if (client != null) {
            client.disconnect();
        }
    }

    /** Whether there is nothing due and nothing without an acknowledgement. */
    boolean isSettled() {
        return owed == 0 && inFlight.isEmpty() && again.isEmpty();
    }

    boolean isConnected() {
        return connected;
    }

    /** When the last acknowledgement came. */
    Silence silence() {
        return silence;
    }

    /** Messages that were sent at least once; they are numbered from 0. */
    int published() {
        return next;
    }

    /** The acknowledged messages by number; a copy. */
    BitSet acknowledged() {
        return (BitSet) acknowledged.clone();
    }

    int acknowledgedCount() {
        return acknowledged.cardinality();
    }

    int connections() {
        return connections;
    }

    int sentAgain() {
        return sentAgain;
    }

    /** Messages with a negative acknowledgement. */
    int refused() {
        return refused;
    }

    /** Acknowledgements of anything but the oldest message in flight. */
    int disordered() {
        return disordered;
    }
}
