package io.mqttproxy.bench.client;

import java.util.BitSet;

/** The packet identifiers 1 to {@code window}, each free or taken (MQTT 5.0 section 2.2.1). Not thread-safe. */
final class PacketIds {
    static final int NONE = 0;

    private final int window;
    private final BitSet taken = new BitSet();

    PacketIds(int window) {
        this.window = window;
    }

    /** An identifier that is not in use, or {@link #NONE}. */
    int take() {
        int packetId = taken.nextClearBit(1);
        if (packetId > window) {
            return NONE;
        }
        taken.set(packetId);
        return packetId;
    }

    /** Whether this identifier was taken; it is free from now on. */
    boolean giveBack(int packetId) {
        boolean wasTaken = taken.get(packetId);
        taken.clear(packetId);
        return wasTaken;
    }
}
