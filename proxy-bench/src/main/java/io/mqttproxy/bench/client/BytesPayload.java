package io.mqttproxy.bench.client;

import io.netty.buffer.ByteBuf;

/** A payload that is there already. */
public record BytesPayload(byte[] bytes) implements Payload {
    @Override
    public int length() {
        return bytes.length;
    }

    @Override
    public void writeTo(ByteBuf target) {
        target.writeBytes(bytes);
    }
}
