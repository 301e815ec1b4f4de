package io.mqttproxy.bench.load;

import io.mqttproxy.bench.client.MqttClient;
import io.mqttproxy.bench.client.MqttClientListener;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One simulated device. It sends due messages in order as soon as there is room. If it retries,
 * unacknowledged messages are sent again before any new one. Belongs to one event loop.
 */
final class Device implements MqttClientListener {
    private final int index;
    private final Crew crew;
    private final EventLoop eventLoop;
    private final Backoff backoff;
    private final byte[] topic;
    private final InFlight inFlight;
    private final Deque<InFlight.Message> again = new ArrayDeque<>();
    private final BitSet unacknowledged = new BitSet();

    private @Nullable MqttClient client;
    private boolean connected;
    private boolean leaving;
    private int failures;
    private long connectTime;
    private long startTime;
    private long owed;
    private long sequence;

    Device(int index, Crew crew, EventLoop eventLoop, Backoff backoff) {
        this.index = index;
        this.crew = crew;
        this.eventLoop = eventLoop;
        this.backoff = backoff;
        topic = crew.options().names().topic(index).getBytes(StandardCharsets.UTF_8);
        inFlight = new InFlight(crew.options().window());
    }

    void connect() {
        if (!leaving) {
            connectTime = System.nanoTime();
            client = MqttClient.connect(eventLoop, crew.options().client(index), this);
        }
    }

    /** The time that all due times count from. */
    void startAt(long time) {
        startTime = time;
    }

    /** One more message is due; {@link #send} follows. */
    void owe() {
        owed++;
    }

    /** The device's whole share of the messages is due now. */
    void oweAll() {
        owed = crew.schedule().messagesOf(index, crew.options().devices());
        send();
    }

    /** Cancels messages that are due but not sent; those in flight still count. */
    void forgive() {
        owed = 0;
    }

    /** Sends what is due, as far as there is room. */
    void send() {
        MqttClient current = client;
        if (!connected || current == null) {
            return;
        }
        while (!again.isEmpty() ? sendAgain(current) : owed > 0 && sendNext(current)) {
            // Until there is nothing to send, or no room.
        }
        current.flush();
    }

    private boolean sendAgain(MqttClient current) {
        InFlight.Message message = again.getFirst();
        if (!publish(current, message.sequence(), message.due())) {
            return false;
        }
        again.removeFirst();
        crew.meter().publishedAgain.increment();
        return true;
    }

    private boolean sendNext(MqttClient current) {
        Schedule schedule = crew.schedule();
        long due = schedule.closedLoop()
                ? System.nanoTime()
                : startTime + schedule.dueNanos(sequence * crew.options().devices() + index);
        if (!publish(current, sequence, due)) {
            return false;
        }
        if (crew.options().qos() > 0) {
            crew.meter().inFlight.increment();
        } else {
            unacknowledged.set(Math.toIntExact(sequence));
        }
        sequence++;
        owed--;
        crew.meter().published.increment();
        return true;
    }

    private boolean publish(MqttClient current, long number, long due) {
        int packetId = current.publish(
                topic, crew.options().qos(), false, crew.payloads().of(index, number));
        if (packetId == MqttClient.NO_ROOM) {
            return false;
        }
        if (packetId > 0) {
            inFlight.put(packetId, number, due);
        }
        return true;
    }

    int index() {
        return index;
    }

    void ping() {
        if (client != null) {
            client.ping();
        }
    }

    void disconnect() {
        leaving = true;
        if (client != null) {
            client.disconnect();
        }
        again.forEach(message -> unacknowledged.set(Math.toIntExact(message.sequence())));
    }

    /** How many messages have been sent at least once. */
    long published() {
        return sequence;
    }

    /**
     * The messages that were sent but not acknowledged, by sequence, which are all of QoS 0. Complete once the device has
     * disconnected.
     */
    BitSet unacknowledged() {
        return unacknowledged;
    }

    @Override
    public void onConnected() {
        connected = true;
        failures = 0;
        crew.meter().connected(System.nanoTime() - connectTime);
        send();
    }

    @Override
    public void onAcknowledged(int packetId, int reasonCode, long time) {
        if (!inFlight.contains(packetId)) {
            crew.meter().strays.increment();
            return;
        }
        InFlight.Message message = inFlight.remove(packetId);
        crew.meter().inFlight.decrement();
        if (reasonCode < 0x80) {
            crew.meter().acknowledged(time - message.due());
        } else {
            unacknowledged.set(Math.toIntExact(message.sequence()));
            crew.meter().refused.increment();
        }
    }

    @Override
    public void onRoom() {
        send();
    }

    @Override
    public void onPong() {
        crew.meter().pongs.increment();
    }

    @Override
    public void onClosed(String reason) {
        client = null;
        if (connected) {
            connected = false;
            crew.meter().connected.decrement();
        }
        recall();
        if (leaving) {
            return;
        }
        crew.meter().closed(reason);
        if (crew.options().retry()) {
            failures++;
            eventLoop.schedule(this::connect, backoff.millis(failures), TimeUnit.MILLISECONDS);
        } else {
            giveUp();
        }
    }

    /**
     * Messages that were in flight are sent again before those that were still waiting to be sent
     * again, which are newer.
     */
    private void recall() {
        ArrayDeque<InFlight.Message> recalled = new ArrayDeque<>(inFlight.drain());
        while (!recalled.isEmpty()) {
            again.addFirst(recalled.removeLast());
        }
    }

    private void giveUp() {
        leaving = true;
        crew.meter().gone.increment();
        crew.meter().abandoned.add(again.size());
        crew.meter().inFlight.add(-again.size());
    }
}
