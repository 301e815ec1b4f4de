package io.mqttproxy.bench.client;

import java.util.BitSet;

/**
 * The packet identifiers from 1 on, each free or taken (MQTT 5.0 section 2.2.1), and how many may be taken at a time. Not
 * thread-safe.
 */
final class PacketIds {
    static final int NONE = 0;

    private final BitSet taken = new BitSet();
    private int room;

    /** @param most that may be taken at a time, up to 65,535 */
    PacketIds(int most) {
        room = most;
    }

    /** Allows fewer, if these are fewer; before any is taken. */
    void limit(int most) {
        room = Math.min(room, most);
    }

    /** The lowest identifier that is not in use, or {@link #NONE}. */
    int take() {
        if (room == 0) {
            return NONE;
        }
        room--;
        int packetId = taken.nextClearBit(1);
        taken.set(packetId);
        return packetId;
    }

    /** This identifier is free from now on. One that was not taken makes no room. */
    void giveBack(int packetId) {
        if (taken.get(packetId)) {
            taken.clear(packetId);
            room++;
        }
    }
}
