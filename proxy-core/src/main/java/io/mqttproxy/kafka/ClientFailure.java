package io.mqttproxy.kafka;

import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** What is wrong when one of Kafka's clients cannot be made, or gets no answer. */
public final class ClientFailure {
    /** Kafka has no type for it; {@code client.dns.lookup} decides which of the two it says. */
    private static final Pattern UNRESOLVED =
            Pattern.compile("No resolvable bootstrap urls .*|Unknown host in bootstrap\\.servers.*");

    private ClientFailure() {}

    /** The innermost cause, where the constructors of Kafka's clients say what is wrong; other failures speak for themselves. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (failure.getClass() == KafkaException.class && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Whether no host name of {@code kafka-bootstrap-servers} has an address at the moment. */
    static boolean isUnresolved(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof ConfigException
                && UNRESOLVED.matcher(String.valueOf(cause.getMessage())).matches();
    }

    /** In one line. */
    static String text(Throwable failure) {
        Throwable cause = cause(failure);
        return isUnresolved(failure)
                ? "kafka-bootstrap-servers: no host name can be resolved"
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
