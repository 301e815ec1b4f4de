package io.mqttproxy.bench.demo;

import io.mqttproxy.bench.client.BytesPayload;
import io.mqttproxy.bench.client.Payload;
import io.mqttproxy.bench.load.Payloads;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Readings as a room sensor would send them: temperature and humidity drift, the battery sinks. */
final class SensorPayloads implements Payloads {
    @Override
    public Payload of(int device, long sequence) {
        double phase = sequence / 30.0 + device * 1.7;
        double temperature = 21 + 2.5 * Math.sin(phase) + 0.2 * Math.sin(phase * 9.1);
        double humidity = 48 - 6 * Math.sin(phase * 0.8) + Math.sin(phase * 5.3);
        double battery = 3.0 + 0.7 * Math.exp(-sequence / 20_000.0);
        return new BytesPayload(String.format(
                        Locale.ROOT,
                        "{\"temperature\":%.2f,\"humidity\":%.1f,\"battery\":%.2f,\"seq\":%d}",
                        temperature,
                        humidity,
                        battery,
                        sequence)
                .getBytes(StandardCharsets.UTF_8));
    }
}
