package io.mqttproxy.kafka;

/**
 * Whether Kafka lets the proxy in. A producer that is kept out only grows silent; whoever asks Kafka finds out why. Safe for
 * all threads.
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
