package io.mqttproxy.connection;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import org.jspecify.annotations.Nullable;

/**
 * The QoS 2 receiver of one connection (MQTT 5.0 section 4.3.3, method B of MQTT 3.1.1): which packet ids were published
 * and not yet released. A PUBLISH whose id is here is a repetition and is not stored again. At most 65,535 ids.
 */
final class Qos2Ledger {

    /** Where a packet id stands. */
    enum Stage {
        /** PUBLISH received, PUBREC not sent yet. */
        STORING,
        /** PUBREC sent, PUBREL awaited. */
        RECEIVED
    }

    /** What an id takes at most: a key and a reference, in a table that is between a quarter and half full. */
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

    /** A PUBREL, or a PUBREC that said no, frees the id. */
    void release(int packetId) {
        if (stages != null && stages.remove(packetId) == Stage.RECEIVED) {
            received--;
        }
    }

    /** Bytes of memory that it takes at most; the table does not shrink. */
    int memoryBytes() {
        return most * BYTES_OF_AN_ID;
    }

    /** How many ids wait for their PUBREL. */
    int received() {
        return received;
    }
}
