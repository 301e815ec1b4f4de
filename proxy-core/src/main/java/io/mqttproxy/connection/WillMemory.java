package io.mqttproxy.connection;

/**
 * Memory of one event loop's wills that wait for their delay, or for Kafka. Their clients are gone, so none can be closed
 * for it: a will that finds no room does not wait. Small ones always may, and {@code max-connections} bounds how many.
 */
final class WillMemory {
    private static final int SMALL = 1_024;

    private final long limit;
    private long used;

    /** @param limit bytes of all larger ones together */
    WillMemory(long limit) {
        this.limit = limit;
    }

    /** Returns whether there was room; if so, {@link #release} gives it back. */
    boolean take(int bytes) {
        if (counted(bytes) > limit - used) {
            return false;
        }
        used += counted(bytes);
        return true;
    }

    void release(int bytes) {
        used -= counted(bytes);
    }

    private static int counted(int bytes) {
        return bytes <= SMALL ? 0 : bytes;
    }
}
