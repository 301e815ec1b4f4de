package io.mqttproxy.bench.client;

/** The packet identifiers 1 to {@code window} that are free (MQTT 5.0 section 2.2.1). Not thread-safe. */
final class PacketIds {
    static final int NONE = 0;

    private final char[] free;
    private int count;

    PacketIds(int window) {
        free = new char[window];
        count = window;
        for (int index = 0; index < window; index++) {
            free[index] = (char) (window - index);
        }
    }

    /** An identifier that is not in use, or {@link #NONE}. */
    int take() {
        return count == 0 ? NONE : free[--count];
    }

    void giveBack(int packetId) {
        free[count++] = (char) packetId;
    }
}
