package io.mqttproxy.connection;

/**
 * Memory of one event loop's wills that wait for their delay, or for Kafka. Their clients are gone, so none can be closed
 * for it: a will that finds no room does not wait. A small one finds it unless there are too many.
 */
final class WillMemory {
    /** Bytes of memory of a will, or of what else is kept of a client, that are not worth counting. */
    static final int SMALL = 1_024;

    private final long limit;
    private final int most;
    private long used;
    private int waiting;

    /**
     * @param limit bytes of all larger ones together
     * @param most of them, small or large
     */
    WillMemory(long limit, int most) {
        this.limit = limit;
        this.most = most;
    }

    /** Returns whether there was room; if so, {@link #release} gives it back. */
    boolean take(int bytes) {
        if (waiting >= most || counted(bytes) > limit - used) {
            return false;
        }
        waiting++;
        used += counted(bytes);
        return true;
    }

    void release(int bytes) {
        waiting--;
        used -= counted(bytes);
    }

    private static int counted(int bytes) {
        return bytes <= SMALL ? 0 : bytes;
    }
}
