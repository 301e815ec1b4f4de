package io.mqttproxy.kafka;

import io.mqttproxy.config.ConfigException;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SecurityConfig;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Restricts which classes settings may name, because Kafka loads and runs the classes that some
 * properties name. Kafka's own login classes need no permission.
 */
final class LoadedClasses {
    private static final String LOGIN_PREFIX = "sasl.";
    private static final String KAFKAS_LOGINS = "org.apache.kafka.common.security.";

    private static final Set<String> PROPERTIES = Set.of(
            ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
            CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
            SecurityConfig.SECURITY_PROVIDERS_CONFIG,
            SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG,
            SaslConfigs.SASL_LOGIN_CLASS,
            SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS,
            SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS,
            SaslConfigs.SASL_OAUTHBEARER_JWT_RETRIEVER_CLASS,
            SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS);

    private final Set<String> allowed;

    /** @param allowed the class names in {@code kafka-allow-class} */
    LoadedClasses(Set<String> allowed) {
        this.allowed = allowed;
    }

    /**
     * Checks the classes that one property names.
     *
     * @throws ConfigException when one of them is not allowed
     */
    void check(String property, String value) {
        if (property.equals(SaslConfigs.SASL_JAAS_CONFIG)) {
            checkClass(property, KafkaLogin.module(value));
        } else if (PROPERTIES.contains(property)) {
            for (String name : value.split("\\s*,\\s*")) {
                checkClass(property, name);
            }
        }
    }

    private void checkClass(String property, String name) {
        boolean ownLogin = property.startsWith(LOGIN_PREFIX) && name.startsWith(KAFKAS_LOGINS);
        if (!ownLogin && !allowed.contains(name)) {
            throw new ConfigException(
                    "kafka",
                    "'" + property + "' would load the class '" + name
                            + "'; if you trust that class, add kafka-allow-class: " + name);
        }
    }
}
