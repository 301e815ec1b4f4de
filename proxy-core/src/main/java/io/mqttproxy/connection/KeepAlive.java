package io.mqttproxy.connection;

import java.util.concurrent.TimeUnit;

/**
 * Detects a client that has gone silent: no complete packet for one and a half times its keep-alive,
 * [MQTT-3.1.2-24] of MQTT 3.1.1, [MQTT-3.1.2-22] of MQTT 5.0. Bytes of an incomplete packet do not
 * count.
 */
final class KeepAlive {
    private final long limitNanos;
    private long lastPacketNanos;

    /**
     * Starts the keep-alive timer.
     *
     * @param seconds the keep-alive in force, 0 for none
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
