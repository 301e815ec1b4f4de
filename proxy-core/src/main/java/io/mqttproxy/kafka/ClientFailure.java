package io.mqttproxy.kafka;

import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** Finds and words the reason when a Kafka client cannot be created or gets no answer. */
public final class ClientFailure {
    /**
     * Kafka has no exception type for unresolved hosts; {@code client.dns.lookup} decides which of
     * these two messages appears.
     */
    private static final Pattern UNRESOLVED =
            Pattern.compile("No resolvable bootstrap urls .*|Unknown host in bootstrap\\.servers.*");

    private ClientFailure() {}

    /**
     * The innermost cause of a {@link KafkaException}, which the constructors of Kafka's clients wrap
     * around the real problem; any other failure itself.
     */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (failure.getClass() == KafkaException.class && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Whether none of the host names in {@code kafka-bootstrap-servers} can be resolved at the moment. */
    static boolean isUnresolved(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof ConfigException
                && UNRESOLVED.matcher(String.valueOf(cause.getMessage())).matches();
    }

    /** The failure in one line. */
    static String text(Throwable failure) {
        Throwable cause = cause(failure);
        return isUnresolved(failure)
                ? "kafka-bootstrap-servers: no host name can be resolved"
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
