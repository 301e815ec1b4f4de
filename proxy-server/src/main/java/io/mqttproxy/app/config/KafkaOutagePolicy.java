package io.mqttproxy.app.config;

import io.mqttproxy.app.settings.Syntaxes;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether the proxy calls itself ready while Kafka does not answer: setting {@code ready-when-kafka-down}.
 *
 * @param unreadyAfter how long an outage is borne; empty for as long as it lasts
 */
public record KafkaOutagePolicy(Optional<Duration> unreadyAfter) {
    private static final String AFTER = "after ";

    /** Ready all through an outage: it strikes all replicas at once, and a balancer with none left helps nobody. */
    public static final KafkaOutagePolicy READY = new KafkaOutagePolicy(Optional.empty());

    private static final KafkaOutagePolicy UNREADY = new KafkaOutagePolicy(Optional.of(Duration.ZERO));

    /** Whether an outage of this length leaves the proxy ready. */
    public boolean bears(Duration outage) {
        return unreadyAfter.isEmpty() || outage.compareTo(unreadyAfter.get()) < 0;
    }

    /**
     * Reads {@code true}, {@code false}, or {@code after} and a duration.
     *
     * @throws IllegalArgumentException for anything else
     */
    static KafkaOutagePolicy parse(String text) {
        if (text.startsWith(AFTER)) {
            String duration = text.substring(AFTER.length()).strip();
            return new KafkaOutagePolicy(Optional.of(Syntaxes.duration(duration)));
        }
        return switch (text) {
            case "true" -> READY;
            case "false" -> UNREADY;
            default -> throw new IllegalArgumentException(text);
        };
    }

    @Override
    public String toString() {
        if (equals(UNREADY)) {
            return "false";
        }
        return unreadyAfter
                .map(duration -> AFTER + Syntaxes.DURATION.format(duration))
                .orElse("true");
    }
}
