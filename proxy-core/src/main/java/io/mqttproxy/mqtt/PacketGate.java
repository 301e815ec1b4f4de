package io.mqttproxy.mqtt;

/**
 * Decides which packets a {@link PacketDecoder} has to keep undecoded for now. With a gate a connection
 * keeps within its bounds without losing a byte. Called on the channel's event loop.
 */
public interface PacketGate {
    /** Holds nothing. */
    PacketGate OPEN = new PacketGate() {
        @Override
        public boolean holds(PacketType next) {
            return false;
        }

        @Override
        public void onHeld() {}
    };

    /**
     * Whether the next packet must wait. Asked before each packet, as soon as its first byte has been
     * received. The answer may change from packet to packet, also within one read.
     */
    boolean holds(PacketType next);

    /**
     * Is called after each read that leaves held bytes. Must stop reading from the channel at once,
     * since every further read adds to those bytes.
     */
    void onHeld();
}
