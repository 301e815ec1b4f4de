package io.mqttproxy.kafka;

import io.mqttproxy.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.network.ConnectionMode;
import org.apache.kafka.common.security.ssl.SslFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads the certificates and keys in {@code ssl.*} before Kafka does, because Kafka would report a
 * missing file or a broken key only when the producer is created. Contacts nobody.
 */
final class KafkaTls {
    private static final String SETTING = "kafka";
    private static final List<String> FILES =
            List.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);

    private KafkaTls() {}

    /**
     * Checks them if the protocol uses TLS. Leaves them to a class of the operator's own: it may read them
     * from elsewhere.
     *
     * @throws ConfigException when a client could not be created with them
     */
    static void check(AbstractConfig parsed) {
        String protocol = parsed.getString(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
        boolean ownClass = parsed.getClass(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG) != null;
        if (protocol.toUpperCase(Locale.ROOT).endsWith("SSL") && !ownClass) {
            FILES.forEach(property -> checkFile(property, parsed.getString(property)));
            read(parsed.values());
        }
    }

    /** Kafka logs a stack trace for a file that is not there. */
    private static void checkFile(String property, @Nullable String file) {
        if (file != null && !Files.isReadable(Path.of(file))) {
            throw new ConfigException(SETTING, "'" + property + "': cannot read the file '" + file + "'");
        }
    }

    private static void read(Map<String, ?> properties) {
        try (SslFactory factory = new SslFactory(ConnectionMode.CLIENT)) {
            factory.configure(properties);
        } catch (KafkaException e) {
            String why = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            throw new ConfigException(SETTING, "'ssl.*' cannot be used: " + e.getMessage() + why);
        }
    }
}
