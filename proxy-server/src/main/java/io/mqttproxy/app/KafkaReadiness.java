package io.mqttproxy.app;

import io.mqttproxy.app.admin.Readiness.Check;
import io.mqttproxy.app.config.KafkaOutagePolicy;
import io.mqttproxy.kafka.KafkaHealth;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Puts what is known of Kafka into the words of a health check. */
final class KafkaReadiness {
    private KafkaReadiness() {}

    /**
     * Well while Kafka answers, and in an outage for as long as the policy bears it; not before Kafka has answered once. A
     * missing topic is told but does not count: it stops the devices that publish to it, and no others.
     */
    static Check of(KafkaHealth.Snapshot snapshot, KafkaOutagePolicy policy, Instant now) {
        if (!snapshot.reachable()) {
            boolean everReached = !snapshot.brokers().isEmpty();
            String since = snapshot.asked()
                    ? "not reachable since " + snapshot.since().truncatedTo(ChronoUnit.SECONDS) + ": "
                    : "";
            return new Check(
                    everReached && policy.bears(Duration.between(snapshot.since(), now)), since + snapshot.problem());
        }
        String missing = snapshot.missingTopics().isEmpty()
                ? ""
                : "; topics that do not exist: " + String.join(", ", snapshot.missingTopics());
        return new Check(true, "brokers " + snapshot.brokersText() + missing);
    }
}
