package io.mqttproxy.bench.client;

import io.netty.buffer.ByteBuf;

/** The payload of a publish, written straight into the outgoing buffer. */
public interface Payload {
    /** Bytes that {@link #writeTo} will write. */
    int length();

    void writeTo(ByteBuf target);
}
