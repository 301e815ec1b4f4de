package io.mqttproxy.bench.ledger;

import java.util.BitSet;

/**
 * What each device of a run has sent, and which messages were not acknowledged. {@link #enter} may be
 * called on several threads.
 */
public final class Ledger {
    private final long[] published;
    private final BitSet[] unacknowledged;

    public Ledger(int devices) {
        published = new long[devices];
        unacknowledged = new BitSet[devices];
    }

    /**
     * Enters one device.
     *
     * @param published messages, numbered from 0
     * @param unacknowledged numbers of those that may or may not have been stored
     */
    public synchronized void enter(int device, long published, BitSet unacknowledged) {
        this.published[device] = published;
        this.unacknowledged[device] = unacknowledged;
    }

    /** How many devices there are. */
    public int devices() {
        return published.length;
    }

    /** How many messages a device has sent. */
    public synchronized long published(int device) {
        return published[device];
    }

    /** The numbers of a device's messages that were not acknowledged. */
    public synchronized BitSet unacknowledged(int device) {
        return unacknowledged[device];
    }
}
