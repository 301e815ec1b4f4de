package io.mqttproxy.kafka;

import io.mqttproxy.config.ConfigException;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.JaasUtils;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@code sasl.jaas.config} before Kafka does, because Kafka would load the class that it names,
 * and would report mistakes only when the producer is created. Its messages repeat only the class
 * name: the rest is secret.
 */
final class KafkaLogin {
    private static final String SETTING = "kafka";
    private static final String FORM = "one login module as in: CLASS required username=\"...\" password=\"...\";";

    private KafkaLogin() {}

    /**
     * The login module's class name.
     *
     * @throws ConfigException when Kafka could not parse the value
     */
    static String module(String jaas) {
        try {
            return JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas)))
                    .configurationEntries()
                    .get(0)
                    .getLoginModuleName();
        } catch (IllegalArgumentException | KafkaException e) {
            // Without Kafka's message, which quotes the value.
            throw new ConfigException(SETTING, "'" + SaslConfigs.SASL_JAAS_CONFIG + "' must name " + FORM);
        }
    }

    /**
     * Checks that a login is configured if the protocol needs one, and that its class exists.
     *
     * @param jaas {@code sasl.jaas.config}, {@code null} if it is not set
     * @throws ConfigException when the protocol needs a login that is not configured or cannot be loaded
     */
    static void check(String protocol, @Nullable String jaas) {
        if (!protocol.trim().toUpperCase(Locale.ROOT).startsWith("SASL_")) {
            return;
        }
        if (jaas != null) {
            checkFound(module(jaas));
        } else if (System.getProperty(JaasUtils.JAVA_LOGIN_CONFIG_PARAM) == null) {
            throw new ConfigException(
                    SETTING,
                    "'security.protocol=" + protocol + "' needs '" + SaslConfigs.SASL_JAAS_CONFIG + "', " + FORM);
        }
    }

    private static void checkFound(String module) {
        try {
            Class.forName(module, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new ConfigException(
                    SETTING,
                    "'" + SaslConfigs.SASL_JAAS_CONFIG + "' names the class '" + module
                            + "', which is not on the class path");
        }
    }
}
