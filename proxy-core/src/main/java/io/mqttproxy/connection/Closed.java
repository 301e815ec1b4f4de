package io.mqttproxy.connection;

import io.mqttproxy.mqtt.CloseReason;
import io.netty.handler.codec.mqtt.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * The connection has ended. All further events are ignored.
 *
 * @param problem one line for the log
 * @param farewell the last packet to the client, {@code null} for none
 */
record Closed(CloseReason reason, String problem, @Nullable MqttMessage farewell) implements ConnectionState {

    @Override
    public Closed close(CloseReason laterReason, String laterProblem) {
        return this;
    }

    @Override
    public ConnectionState onTick(long nowNanos) {
        return this;
    }
}
