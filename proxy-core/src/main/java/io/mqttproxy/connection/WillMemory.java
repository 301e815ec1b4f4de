package io.mqttproxy.connection;

/**
 * Memory of the wills on one event loop that are delayed or wait for Kafka. Their clients are gone, so
 * no connection can be closed to free memory. A will that finds no room does not wait. Small wills are
 * limited only by number.
 */
final class WillMemory {
    /** Wills and other data of a client up to this many bytes are not counted. */
    static final int SMALL = 1_024;

    private final long limit;
    private final int most;
    private long used;
    private int waiting;

    /**
     * @param limit bytes of all larger wills together
     * @param most number of wills, small or large
     */
    WillMemory(long limit, int most) {
        this.limit = limit;
        this.most = most;
    }

    /** Reserves room. Returns whether there was any; if so, {@link #release} frees it. */
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
