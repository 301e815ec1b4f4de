package io.mqttproxy.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.KafkaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ssl.*} names is read before a client is created with it, and nothing secret of it is repeated. */
class KafkaTlsTest {
    private static final String SECRET = "geheim";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"SSL", "SASL_SSL", "ssl"})
    void aFileThatIsNotThereIsRefused(String protocol) {
        Path file = directory.resolve("trust.p12");

        String refusal = refusal(protocol, Map.of("ssl.truststore.location", file.toString()));

        assertEquals("kafka: 'ssl.truststore.location': cannot read the file '" + file + "'", refusal);
    }

    @Test
    void aFileThatIsNoStoreIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("key.jks"), SECRET);

        String refusal = refusal(
                "SSL", Map.of("ssl.keystore.location", file.toString(), "ssl.keystore.password", SECRET + SECRET));

        assertTrue(refusal.startsWith("kafka: 'ssl.*' cannot be used: Failed to load SSL keystore " + file), refusal);
        assertFalse(refusal.contains(SECRET), refusal);
    }

    @Test
    void aTextThatIsNoCertificateIsRefused() {
        String refusal = refusal("SSL", Map.of("ssl.truststore.type", "PEM", "ssl.truststore.certificates", SECRET));

        assertEquals("kafka: 'ssl.*' cannot be used: No matching CERTIFICATE entries in PEM file", refusal);
    }

    @Test
    void withoutTlsTheFilesAreNotRead() {
        settings("PLAINTEXT", Map.of("ssl.truststore.location", "/nowhere/trust.p12"));
    }

    /** Only that class knows what the location is. */
    @Test
    void whatIsForTheOperatorsOwnClassIsLeftToIt() {
        settings(
                "SSL",
                Map.of(
                        "ssl.engine.factory.class",
                        OwnEngines.class.getName(),
                        "ssl.keystore.location",
                        "token:slot-1"));
    }

    /** Takes its key from somewhere else than a file. */
    static final class OwnEngines extends DefaultSslEngineFactory {
        @Override
        public void configure(Map<String, ?> configs) {
            throw new IllegalStateException("is for the producer to call");
        }
    }

    private static String refusal(String protocol, Map<String, String> properties) {
        ConfigException refusal = assertThrows(ConfigException.class, () -> settings(protocol, properties));
        return String.valueOf(refusal.getMessage());
    }

    private static void settings(String protocol, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("security.protocol", protocol);
        all.put("sasl.jaas.config", "org.apache.kafka.common.security.plain.PlainLoginModule required;");
        ProducerSettings.of(new KafkaConfig("localhost:9092", all, Set.of(OwnEngines.class.getName())));
    }
}
