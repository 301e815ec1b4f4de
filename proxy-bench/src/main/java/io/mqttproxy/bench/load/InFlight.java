package io.mqttproxy.bench.load;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What a device has published under which packet identifier and not seen acknowledged. Not thread-safe. */
final class InFlight {
    private static final long NONE = -1;

    /**
     * @param sequence of the device's messages
     * @param due the time at which it should have been sent first
     */
    record Message(long sequence, long due) {}

    private final long[] sequences;
    private final long[] dues;

    InFlight(int window) {
        sequences = new long[window + 1];
        dues = new long[window + 1];
        Arrays.fill(sequences, NONE);
    }

    void put(int packetId, long sequence, long due) {
        sequences[packetId] = sequence;
        dues[packetId] = due;
    }

    boolean contains(int packetId) {
        return packetId < sequences.length && sequences[packetId] != NONE;
    }

    /** Removes a message that is contained. */
    Message remove(int packetId) {
        Message message = new Message(sequences[packetId], dues[packetId]);
        sequences[packetId] = NONE;
        return message;
    }

    /** Removes all messages; in the order of their sequence. */
    List<Message> drain() {
        List<Message> messages = IntStream.range(0, sequences.length)
                .filter(packetId -> sequences[packetId] != NONE)
                .mapToObj(packetId -> new Message(sequences[packetId], dues[packetId]))
                .sorted((one, other) -> Long.compare(one.sequence(), other.sequence()))
                .toList();
        Arrays.fill(sequences, NONE);
        return messages;
    }
}
