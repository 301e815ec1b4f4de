package io.mqttproxy.bench.load;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells the devices of one event loop when to connect and when messages are due. */
final class Pacer {
    /** Messages due within this time are sent together: more wake-ups would cost more than they are worth. */
    private static final long SHORTEST_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** A backlog of connects is not thrown at the server at once: it would drop what its queue has no room for. */
    private static final int MOST_CONNECTS_AT_ONCE = 100;

    private final EventLoop eventLoop;
    private final Crew crew;
    private final int first;
    private final int step;
    private final List<Device> devices = new ArrayList<>();

    private long connectStart;
    private int connecting;
    private long startTime;
    private long next;
    private volatile boolean done;

    /**
     * A pacer of the devices {@code first}, {@code first + step}, {@code first + 2 * step} and so on.
     *
     * @param step the number of pacers
     */
    Pacer(EventLoop eventLoop, Crew crew, int first, int step) {
        this.eventLoop = eventLoop;
        this.crew = crew;
        this.first = first;
        this.step = step;
        Backoff backoff = new Backoff(crew.options().seed() + first);
        for (int index = first; index < crew.options().devices(); index += step) {
            devices.add(new Device(index, crew, eventLoop, backoff));
        }
    }

    void connect() {
        eventLoop.execute(() -> {
            connectStart = System.nanoTime();
            connectDue();
        });
    }

    private void connectDue() {
        long elapsed = System.nanoTime() - connectStart;
        int most = Math.min(devices.size(), connecting + MOST_CONNECTS_AT_ONCE);
        while (connecting < most && connectDueNanos(connecting) <= elapsed) {
            devices.get(connecting++).connect();
        }
        if (connecting < devices.size()) {
            wakeIn(connectDueNanos(connecting) - elapsed, this::connectDue);
        }
    }

    private long connectDueNanos(int position) {
        return (long) (deviceIndex(position) * 1e9 / crew.options().connectRate());
    }

    private int deviceIndex(int position) {
        return first + position * step;
    }

    /** Begins to publish at a time of {@link System#nanoTime}. */
    void start(long time) {
        eventLoop.execute(() -> {
            startTime = time;
            devices.forEach(device -> device.startAt(time));
            if (crew.schedule().closedLoop()) {
                devices.forEach(Device::oweAll);
            } else {
                publishDue();
            }
        });
    }

    private void publishDue() {
        if (done || devices.isEmpty()) {
            return;
        }
        long elapsed = System.nanoTime() - startTime;
        long from = next;
        long due = dueNanos(next);
        while (due <= elapsed && !crew.schedule().isOver(message(next), due)) {
            device(next).owe();
            next++;
            due = dueNanos(next);
        }
        crew.meter().due.add(next - from);
        sendFrom(from);
        if (crew.schedule().isOver(message(next), due)) {
            done = true;
        } else {
            wakeIn(due - elapsed, this::publishDue);
        }
    }

    /** Each device that owes something sends once, however many messages it owes. */
    private void sendFrom(long from) {
        long to = Math.min(next, from + devices.size());
        for (long position = from; position < to; position++) {
            device(position).send();
        }
    }

    private Device device(long position) {
        return devices.get((int) (position % devices.size()));
    }

    /** The fleet's number of this pacer's message: devices take turns across all pacers. */
    private long message(long position) {
        long round = position / devices.size();
        return round * crew.options().devices() + deviceIndex((int) (position % devices.size()));
    }

    private long dueNanos(long position) {
        return crew.schedule().dueNanos(message(position));
    }

    private void wakeIn(long nanos, Runnable task) {
        eventLoop.schedule(task, Math.max(SHORTEST_WAIT_NANOS, nanos), TimeUnit.NANOSECONDS);
    }

    /** Whether all messages of the schedule have become due. */
    boolean isDone() {
        return done || devices.isEmpty();
    }

    /** Nothing is due from now on, and nothing that was due before is sent. */
    void stop() {
        done = true;
        forEachDevice(Device::forgive);
    }

    /** Runs a task for all devices on their event loop. */
    CompletableFuture<Void> forEachDevice(Consumer<Device> task) {
        return CompletableFuture.runAsync(() -> devices.forEach(task), eventLoop);
    }
}
