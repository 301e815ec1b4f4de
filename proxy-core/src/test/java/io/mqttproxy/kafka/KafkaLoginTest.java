package io.mqttproxy.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.KafkaConfig;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sasl.jaas.config says is found out at start, and nothing of it is repeated but the class that it names. */
class KafkaLoginTest {
    private static final String OPTIONS = " required username=\"u\" password=\"geheim\";";
    private static final String KERBEROS = "com.sun.security.auth.module.Krb5LoginModule";

    @ParameterizedTest
    @ValueSource(strings = {"plain.PlainLoginModule", "scram.ScramLoginModule", "oauthbearer.OAuthBearerLoginModule"})
    void kafkasOwnModulesNeedNoPermission(String module) {
        String jaas = "org.apache.kafka.common.security." + module + OPTIONS;

        assertEquals(jaas, settings(jaas, Set.of()).forProducer().get("sasl.jaas.config"));
    }

    @Test
    void anotherModuleNeedsPermission() {
        String refusal = refusal(KERBEROS + OPTIONS);

        assertTrue(refusal.contains("add kafka-allow-class: " + KERBEROS), refusal);
        assertFalse(refusal.contains("geheim"), refusal);
        settings(KERBEROS + OPTIONS, Set.of(KERBEROS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "geheim",
                "username=geheim",
                "org.apache.kafka.common.security.plain.PlainLoginModule required password=very geheim;",
                "org.apache.kafka.common.security.plain.PlainLoginModule required password=\"geheim\"",
                "org.apache.kafka.common.security.plain.PlainLoginModule geheim;",
                "org.apache.kafka.common.security.plain.PlainLoginModule required; geheim required;",
                "com.sun.security.auth.module.JndiLoginModule required password=\"geheim\";"
            })
    void aConfigurationThatKafkaCannotParseIsRefusedWithoutQuotingIt(String jaas) {
        String refusal = refusal(jaas);

        assertTrue(refusal.contains("'sasl.jaas.config' must name one login module"), refusal);
        assertFalse(refusal.contains("geheim"), refusal);
    }

    @Test
    void aModuleThatDoesNotExistIsRefused() {
        String refusal = refusal("org.apache.kafka.common.security.plain.PlaneLoginModule" + OPTIONS);

        assertTrue(refusal.contains("PlaneLoginModule', which is not on the class path"), refusal);
        assertFalse(refusal.contains("geheim"), refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SASL_SSL", "sasl_plaintext"})
    void aProtocolThatNeedsALoginIsRefusedWithoutOne(String protocol) {
        KafkaConfig config = new KafkaConfig("localhost:9092", Map.of("security.protocol", protocol));

        ConfigException refusal = assertThrows(ConfigException.class, () -> ProducerSettings.of(config));

        assertTrue(String.valueOf(refusal.getMessage()).contains("needs 'sasl.jaas.config'"), refusal::getMessage);
    }

    private static String refusal(String jaas) {
        ConfigException refusal = assertThrows(ConfigException.class, () -> settings(jaas, Set.of()));
        assertEquals("kafka", refusal.setting());
        return String.valueOf(refusal.getMessage());
    }

    private static ProducerSettings settings(String jaas, Set<String> allowed) {
        Map<String, String> properties = Map.of("security.protocol", "SASL_SSL", "sasl.jaas.config", jaas);
        return ProducerSettings.of(new KafkaConfig("localhost:9092", properties, allowed));
    }
}
