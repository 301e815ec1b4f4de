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
     * Checks that a login is configured if the protocol needs one.
     *
     * @throws ConfigException when the protocol needs a login and none is configured
     */
    static void checkGiven(String protocol, boolean given) {
        boolean elsewhere = System.getProperty(JaasUtils.JAVA_LOGIN_CONFIG_PARAM) != null;
        if (protocol.trim().toUpperCase(Locale.ROOT).startsWith("SASL_") && !given && !elsewhere) {
            throw new ConfigException(
                    SETTING,
                    "'security.protocol=" + protocol + "' needs '" + SaslConfigs.SASL_JAAS_CONFIG + "', " + FORM);
        }
    }
}
