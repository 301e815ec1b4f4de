package io.mqttproxy.app;

import io.mqttproxy.app.admin.Readiness.Check;
import io.mqttproxy.kafka.KafkaHealth;
import java.time.temporal.ChronoUnit;

/** Puts what is known of Kafka into the words of a health check. */
final class KafkaReadiness {
    private KafkaReadiness() {}

    /**
     * Well while Kafka answers. A missing topic is told but does not count: it stops the devices that publish to it, and no
     * others.
     */
    static Check of(KafkaHealth.Snapshot snapshot) {
        if (!snapshot.reachable()) {
            return new Check(
                    false,
                    "not reachable since " + snapshot.since().truncatedTo(ChronoUnit.SECONDS) + ": "
                            + snapshot.problem());
        }
        String missing = snapshot.missingTopics().isEmpty()
                ? ""
                : "; topics that do not exist: " + String.join(", ", snapshot.missingTopics());
        return new Check(true, "brokers " + String.join(", ", snapshot.brokers()) + missing);
    }
}
