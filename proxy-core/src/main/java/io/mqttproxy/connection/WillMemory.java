package io.mqttproxy.connection;

/**
 * Memory of one event loop's wills that wait: for their delay, for earlier turns, or for Kafka. Their clients are gone, so
 * none can be closed for it: a will that finds no room does not wait. A small one finds it unless there are too many.
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

    /** What a will of so many bytes may take of it; nothing is taken yet. */
    Room roomFor(int bytes) {
        return new Room(bytes <= SMALL ? 0 : bytes);
    }

    /** Of one will, which either has it or not: to take it or to give it back again changes nothing. */
    final class Room {
        private final int counted;
        private boolean taken;

        private Room(int counted) {
            this.counted = counted;
        }

        /** Returns whether the will has room now. */
        boolean take() {
            if (!taken && waiting < most && counted <= limit - used) {
                taken = true;
                waiting++;
                used += counted;
            }
            return taken;
        }

        void giveBack() {
            if (taken) {
                taken = false;
                waiting--;
                used -= counted;
            }
        }
    }
}
