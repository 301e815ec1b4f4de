package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A device of {@link RandomLife}: one connection, which sends in pieces of any size and knows what it is
 * owed. Acknowledgements must come in the order of its publishes, and only for what is stored.
 */
final class RandomDevice {
    /** As many reads as Netty does in one event. */
    private static final int READS_OF_AN_EVENT = 16;

    /** More than a connection parks before it shuts its gate. */
    private static final String LARGE = "x".repeat(33 * 1024);

    private final String name;
    private final TestClient client;
    private final SplittableRandom random;

    /** Sent, and not read by the proxy yet. */
    private final Queue<byte[]> inSocket = new ArrayDeque<>();

    private final Queue<Publish> unacknowledged = new ArrayDeque<>();
    private final List<Integer> toRelease = new ArrayList<>();
    private final Set<Integer> released = new HashSet<>();
    private int published;
    private int pingsUnanswered;
    private boolean left;

    private record Publish(int qos, int packetId, String payload) {}

    RandomDevice(String name, TestProxy proxy, ProtocolVersion version, SplittableRandom random) {
        this.name = name;
        this.client = proxy.open(version);
        this.random = random;
    }

    /** Whether it has neither left nor been closed. */
    boolean isConnected() {
        return !left && client.channel.isOpen();
    }

    // What it does.

    /** Sends the packets; the proxy gets them with {@link #socketEvent}, in pieces. */
    void sends(byte[]... packets) {
        byte[] bytes = Wire.join(packets);
        int from = 0;
        while (from < bytes.length) {
            int most = random.nextInt(4) == 0 ? 8 : bytes.length;
            int to = Math.min(bytes.length, from + random.nextInt(1, most + 1));
            inSocket.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
    }

    byte[] publish(int qos, String topic) {
        published++;
        String payload = name + '.' + published + '.' + (random.nextInt(24) == 0 ? LARGE : "");
        if (qos > 0) {
            unacknowledged.add(new Publish(qos, published, payload));
        }
        return client.publish(qos, published, topic, payload);
    }

    byte[] pingreq() {
        pingsUnanswered++;
        return TestClient.pingreq();
    }

    /** The PUBREL of a message that is stored, nothing if there is none. */
    byte[] pubrel() {
        if (toRelease.isEmpty()) {
            return new byte[0];
        }
        int packetId = toRelease.remove(0);
        released.add(packetId);
        return client.pubrel(packetId);
    }

    byte[] disconnect() {
        left = true;
        return TestClient.disconnect();
    }

    void vanishes() {
        left = true;
        client.vanishes();
    }

    void stopsReading() {
        client.socket.clog();
    }

    void readsAgain() {
        client.socket.unclog();
        client.channel.flush();
    }

    /** One event of the socket: the proxy reads as long as it wants to. */
    void socketEvent() {
        for (int reads = 0; reads < READS_OF_AN_EVENT && hasBytesToRead(); reads++) {
            client.channel.writeOneInbound(Unpooled.wrappedBuffer(inSocket.remove()));
        }
        if (client.channel.isOpen()) {
            client.channel.flushInbound();
        }
    }

    private boolean hasBytesToRead() {
        return !inSocket.isEmpty() && client.channel.isOpen() && client.isRead();
    }

    // What it gets.

    /** @param stored payloads that Kafka has */
    void receives(Set<String> stored) {
        for (String packet : client.received()) {
            switch (packet.charAt(0)) {
                case '4' -> acknowledged(1, packet, stored);
                case '5' -> acknowledged(2, packet, stored);
                case '7' -> assertTrue(released.remove(packetId(packet)), () -> "PUBCOMP without a PUBREL: " + packet);
                case 'd' -> pingsUnanswered--;
                default -> assertTrue(packet.startsWith("20") || packet.startsWith("e0"), packet);
            }
        }
    }

    private void acknowledged(int qos, String packet, Set<String> stored) {
        Publish oldest = unacknowledged.poll();
        assertTrue(
                oldest != null && oldest.qos() == qos && oldest.packetId() == packetId(packet),
                () -> this + " got " + packet + " instead of the acknowledgement of " + oldest);
        if (packet.length() == Received.puback(1).length()) {
            assertTrue(stored.contains(oldest.payload()), () -> this + " got " + packet + " for what is not stored");
            if (qos == 2) {
                toRelease.add(oldest.packetId());
            }
        }
    }

    private static int packetId(String packet) {
        return Integer.parseInt(packet, 4, 8, 16);
    }

    /** Kafka has been well for a while: whoever is connected has been served, and whoever left is gone. */
    void assertServed() {
        assertEquals(isConnected(), client.channel.isOpen(), () -> this + " has left, and its socket is still open");
        if (isConnected()) {
            assertTrue(client.isRead(), () -> this + " is not read");
            assertEquals(List.of(), List.copyOf(unacknowledged), () -> this + " waits for acknowledgements");
            assertEquals(Set.of(), released, () -> this + " waits for PUBCOMP");
            assertEquals(0, pingsUnanswered, () -> this + " waits for PINGRESP");
        }
    }

    void assertClosed() {
        assertFalse(client.channel.isOpen(), () -> this + " is still connected");
    }

    @Override
    public String toString() {
        return name;
    }
}
