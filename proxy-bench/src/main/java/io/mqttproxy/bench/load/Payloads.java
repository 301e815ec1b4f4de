package io.mqttproxy.bench.load;

import io.mqttproxy.bench.client.Payload;

/** What devices say. Called on many event loops at once. */
public interface Payloads {
    /**
     * The payload of one message; the same again when it has to be sent again.
     *
     * @param device from 0
     * @param sequence of the device's messages, from 0
     */
    Payload of(int device, long sequence);
}
