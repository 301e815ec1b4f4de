package io.mqttproxy.kafka;

import io.mqttproxy.config.ConfigException;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.JaasUtils;

/**
 * Looks into {@code sasl.jaas.config} before Kafka does, which would load the class that it names, and find mistakes only
 * when it makes the producer. Repeats nothing of it but the name of the class: the rest is secret.
 */
final class KafkaLogin {
    private static final String SETTING = "kafka";
    private static final String FORM = "one login module as in: CLASS required username=\"...\" password=\"...\";";

    private KafkaLogin() {}

    /**
     * The class that would be loaded.
     *
     * @throws ConfigException when Kafka could not read it
     */
    static String module(String jaas) {
        try {
            return JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas)))
                    .configurationEntries()
                    .get(0)
                    .getLoginModuleName();
        } catch (IllegalArgumentException | KafkaException e) {
            // Without Kafka's words, which quote from it.
            throw new ConfigException(SETTING, "'" + SaslConfigs.SASL_JAAS_CONFIG + "' must name " + FORM);
        }
    }

    /** @throws ConfigException when the protocol needs a login and nothing says which */
    static void checkGiven(String protocol, boolean given) {
        boolean elsewhere = System.getProperty(JaasUtils.JAVA_LOGIN_CONFIG_PARAM) != null;
        if (protocol.trim().toUpperCase(Locale.ROOT).startsWith("SASL_") && !given && !elsewhere) {
            throw new ConfigException(
                    SETTING,
                    "'security.protocol=" + protocol + "' needs '" + SaslConfigs.SASL_JAAS_CONFIG + "', " + FORM);
        }
    }
}
