package io.mqttproxy.connection;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import org.jspecify.annotations.Nullable;

/**
 * The QoS 2 receiver of one connection (MQTT 5.0 section 4.3.3, method B of MQTT 3.1.1): the packet
 * ids that were published and not yet released. A PUBLISH with one of these ids is a repetition and is
 * not stored again. At most 65,535 ids.
 */
final class Qos2Ledger {

    /** The stage of a packet id. */
    enum Stage {
        /** PUBLISH received, PUBREC not sent yet. */
        STORING,
        /** PUBREC sent, PUBREL awaited. */
        RECEIVED
    }

    /**
     * Upper bound of the heap bytes per id: a key and a reference, in a table that is a quarter to
     * half full.
     */
    private static final int BYTES_OF_AN_ID = 4 * (Integer.BYTES + Integer.BYTES);

    private @Nullable IntObjectMap<Stage> stages;
    private int received;
    private int most;

    /** The stage of a packet id, {@code null} for one that is free. */
    @Nullable
    Stage stage(int packetId) {
        return stages == null ? null : stages.get(packetId);
    }

    void publishReceived(int packetId) {
        if (stages == null) {
            stages = new IntObjectHashMap<>();
        }
        stages.put(packetId, Stage.STORING);
        most = Math.max(most, stages.size());
    }

    void pubrecSent(int packetId) {
        if (stages != null && stages.put(packetId, Stage.RECEIVED) != Stage.RECEIVED) {
            received++;
        }
    }

    /** Frees the id, after a PUBREL or a negative PUBREC. */
    void release(int packetId) {
        if (stages != null && stages.remove(packetId) == Stage.RECEIVED) {
            received--;
        }
    }

    /** Upper bound of the heap bytes of this ledger; the table never shrinks. */
    int memoryBytes() {
        return most * BYTES_OF_AN_ID;
    }

    /** Number of ids that wait for their PUBREL. */
    int received() {
        return received;
    }
}
