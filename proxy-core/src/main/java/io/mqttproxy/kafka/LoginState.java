package io.mqttproxy.kafka;

/**
 * Whether Kafka rejects the proxy's credentials. A rejected producer only goes silent; {@link
 * KafkaHealth} finds the reason out by asking Kafka. Thread-safe.
 */
final class LoginState {
    private volatile boolean refused;

    void refused(boolean isRefused) {
        refused = isRefused;
    }

    boolean isRefused() {
        return refused;
    }
}
