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
     * Ready while Kafka answers, and in an outage for as long as the policy bears it; not before Kafka has answered once. A
     * topic that cannot be written to is told but does not count: it stops the devices that publish to it, and no others.
     */
    static Check of(KafkaHealth.Snapshot snapshot, KafkaOutagePolicy policy, Instant now) {
        if (!snapshot.asked()) {
            return new Check(false, snapshot.problem());
        }
        if (!snapshot.reachable()) {
            boolean everReached = !snapshot.brokers().isEmpty();
            boolean borne = everReached && policy.bears(Duration.between(snapshot.since(), now));
            return new Check(
                    borne,
                    "not reachable since " + snapshot.since().truncatedTo(ChronoUnit.SECONDS)
                            + (borne ? ", still ready as ready-when-kafka-down says: " : ": ")
                            + snapshot.problem());
        }
        String problems = snapshot.topicProblems().isEmpty()
                ? ""
                : "; topics that cannot be written to: "
                        + snapshot.topicProblems().text();
        return new Check(true, "brokers " + snapshot.brokersText() + problems);
    }
}
