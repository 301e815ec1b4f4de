package io.mqttproxy.bench.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.bench.it.RawClient.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A device as there are many in the field: it publishes the numbers from 0 with QoS 1, a few at a time, keeps what is not
 * acknowledged, and when it loses its connection, sends that again to the next server. When nothing comes back it pings.
 *
 * <p>It lives on a thread of its own. Its counts may be asked for by any thread, and waited for.
 */
final class ResendingDevice implements AutoCloseable {
    /** How long silence lasts until the device pings. */
    static final Duration PING_AFTER = Duration.ofMillis(200);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RETRY_AFTER = Duration.ofMillis(50);
    private static final int WINDOW = 10;
    private static final int PACKET_IDS = 65_535;

    private final String clientId;
    private final List<InetSocketAddress> servers;
    private final CompletableFuture<Void> ended;
    private final CountDownLatch finishing = new CountDownLatch(1);
    private final Deque<Integer> unacknowledged = new ArrayDeque<>();
    private final Set<Integer> sentAgain = new HashSet<>();
    private int published;
    private volatile boolean closed;

    // What others may ask for, guarded by this.
    private int connections;
    private int acknowledged;
    private int pongs;
    private @Nullable RawClient client;

    private ResendingDevice(String clientId, List<InetSocketAddress> servers) {
        this.clientId = clientId;
        this.servers = List.copyOf(servers);
        this.ended = CompletableFuture.runAsync(this::live, task -> new Thread(task, clientId).start());
    }

    /**
     * Starts to publish.
     *
     * @param servers the first connection goes to the first, the next one to the next, and round again
     */
    static ResendingDevice start(String clientId, List<InetSocketAddress> servers) {
        return new ResendingDevice(clientId, servers);
    }

    synchronized int acknowledged() {
        return acknowledged;
    }

    /** Waits until this many messages are acknowledged. */
    synchronized void awaitAcknowledged(int goal) throws InterruptedException {
        await(() -> acknowledged >= goal, "acknowledgements");
    }

    synchronized int pongs() {
        return pongs;
    }

    /** Waits until this many pings are answered. */
    synchronized void awaitPongs(int goal) throws InterruptedException {
        await(() -> pongs >= goal, "answers to pings");
    }

    /** Connections that a server let in. */
    synchronized int connections() {
        return connections;
    }

    /** Waits until it was let in this often. */
    synchronized void awaitConnections(int goal) throws InterruptedException {
        await(() -> connections >= goal, "connections");
    }

    /** Cuts the connection, whatever is on its way; the device will connect to the next server. */
    synchronized void cutConnection() throws IOException {
        if (client != null) {
            client.vanish();
        }
    }

    /** Publishes nothing new any more; returns when everything is acknowledged. */
    void finish() throws Exception {
        finishing.countDown();
        try {
            ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(clientId + " still waits for acknowledgements", e);
        }
    }

    /**
     * Everything that was published is in these records, in order when repetitions are left out. Only what was sent again
     * is there more than once. The device must have finished.
     *
     * @return how many records are repetitions
     */
    int assertStored(List<ConsumerRecord<byte[], byte[]>> records) {
        Set<Integer> stored = new HashSet<>();
        int repetitions = 0;
        for (ConsumerRecord<byte[], byte[]> found : records) {
            if (new String(found.key(), UTF_8).equals(clientId)) {
                int number = Integer.parseInt(new String(found.value(), UTF_8));
                if (stored.add(number)) {
                    assertEquals(stored.size() - 1, number, clientId + ": out of order");
                } else if (sentAgain.contains(number)) {
                    repetitions++;
                } else {
                    throw new AssertionError(clientId + ": " + number + " was sent once and is stored twice");
                }
            }
        }
        assertEquals(published, stored.size(), clientId + ": lost");
        return repetitions;
    }

    /** Ends it, whatever is not acknowledged. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (client != null) {
            client.close();
        }
    }

    private void live() {
        int next = 0;
        while (!isDone()) {
            try (RawClient connection =
                    RawClient.connect(servers.get(next++ % servers.size()), Packets.connect(4, clientId))) {
                connected(connection);
                sendAgain(connection);
                while (!isDone()) {
                    fillWindow(connection);
                    take(connection);
                }
                connection.send(Packets.DISCONNECT);
            } catch (IOException e) {
                LockSupport.parkNanos(RETRY_AFTER.toNanos());
            }
        }
    }

    private boolean isDone() {
        return closed || (finishing.getCount() == 0 && unacknowledged.isEmpty());
    }

    private void sendAgain(RawClient connection) throws IOException {
        for (int number : unacknowledged) {
            sentAgain.add(number);
            send(connection, number, true);
        }
    }

    private void fillWindow(RawClient connection) throws IOException {
        while (finishing.getCount() > 0 && unacknowledged.size() < WINDOW) {
            unacknowledged.addLast(published);
            send(connection, published++, false);
        }
    }

    private static void send(RawClient connection, int number, boolean dup) throws IOException {
        byte[] payload = Integer.toString(number).getBytes(UTF_8);
        connection.send(Packets.publish(1, dup, packetId(number), "devices", payload));
    }

    private static int packetId(int number) {
        return number % PACKET_IDS + 1;
    }

    private void take(RawClient connection) throws IOException {
        Answer answer = connection.poll(PING_AFTER);
        if (answer == null) {
            connection.send(Packets.PINGREQ);
        } else if (answer.type() == Packets.PINGRESP) {
            pong();
        } else {
            acknowledged(answer);
        }
    }

    private synchronized void connected(RawClient connection) {
        client = connection;
        connections++;
        notifyAll();
    }

    private synchronized void pong() {
        pongs++;
        notifyAll();
    }

    private synchronized void acknowledged(Answer answer) {
        assertEquals(Packets.PUBACK, answer.type());
        assertEquals(packetId(unacknowledged.getFirst()), answer.packetId(), clientId + ": acknowledged out of order");
        unacknowledged.removeFirst();
        acknowledged++;
        notifyAll();
    }

    /** Looks often enough to see the end of a device that has failed. */
    private synchronized void await(BooleanSupplier condition, String what) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (ended.isDone()) {
                ended.join();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(clientId + " waits for " + what + " in vain; connections: " + connections
                        + ", acknowledged: " + acknowledged);
            }
            wait(PING_AFTER.toMillis());
        }
    }
}
