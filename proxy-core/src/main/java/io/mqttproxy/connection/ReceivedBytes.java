package io.mqttproxy.connection;

/** How much one connection has of its event loop's {@link ReceiveMemory}. */
final class ReceivedBytes {
    private final ReceiveMemory memory;
    private long bytes;

    ReceivedBytes(ReceiveMemory memory) {
        this.memory = memory;
    }

    /** Counts what it has now. Returns whether it has taken more than it may. */
    boolean become(long now) {
        long before = bytes;
        bytes = now;
        return now != before && memory.change(before, now);
    }

    /** Whether it has to go because memory is short, although it has not taken more. */
    boolean areTooMany() {
        return memory.isShortBecauseOf(bytes);
    }

    /** The connection has ended. */
    void release() {
        memory.release(bytes);
        bytes = 0;
    }
}
