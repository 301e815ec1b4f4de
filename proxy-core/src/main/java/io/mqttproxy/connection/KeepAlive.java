package io.mqttproxy.connection;

import java.util.concurrent.TimeUnit;

/**
 * Watches for a client that has gone silent: no complete packet for one and a half times its keep alive (MQTT 3.1.1
 * section 3.1.2.10, statement MQTT-3.1.2-24; MQTT 5.0 statement MQTT-3.1.2-22). Bytes of an unfinished packet do not count.
 */
final class KeepAlive {
    private final long limitNanos;
    private long lastPacketNanos;

    /**
     * A watch that begins now.
     *
     * @param seconds keep alive in force; 0 for none
     */
    KeepAlive(int seconds, long nowNanos) {
        this.limitNanos = TimeUnit.SECONDS.toNanos(seconds) * 3 / 2;
        this.lastPacketNanos = nowNanos;
    }

    void packetReceived(long nowNanos) {
        lastPacketNanos = nowNanos;
    }

    boolean isExceeded(long nowNanos) {
        return limitNanos != 0 && nowNanos - lastPacketNanos > limitNanos;
    }
}
