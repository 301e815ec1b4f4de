package io.mqttproxy.kafka;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The producer's configuration: fixed values that the delivery contract needs, defaults for many small
 * messages, and the operator's properties. A property that would break the contract is refused by name
 * instead of being silently overridden.
 */
public final class ProducerSettings {
    private static final String SETTING = "kafka";

    /** Default of {@code batch.size}, in bytes. */
    static final int BATCH_SIZE = 64 * 1024;

    /**
     * Fixed values: they make an acknowledgement mean stored, and keep {@code send} from blocking
     * event loops.
     */
    private static final Map<String, String> LAW = Map.of(
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "0",
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, "false");

    /**
     * Defaults for small messages. Bigger batches mean fewer requests. No linger, because devices wait
     * for an acknowledgement before they send more; batches fill while a request is in flight. {@code
     * buffer.memory} must hold one open batch for each partition that is written to: 64 MiB hold a
     * thousand batches.
     */
    private static final Map<String, String> DEFAULTS = Map.of(
            ProducerConfig.BATCH_SIZE_CONFIG,
            Integer.toString(BATCH_SIZE),
            ProducerConfig.LINGER_MS_CONFIG,
            "0",
            // With two requests in flight, the second could be stored before the first. Kafka then
            // refuses the first for a gap in its sequence numbers until it times out, and the device
            // sends those messages again after its later ones (KAFKA-15591).
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            "1",
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            Integer.toString(64 * 1024 * 1024),
            ProducerConfig.CLIENT_ID_CONFIG,
            "mqtt-proxy",
            // Seven days instead of five minutes: when a topic's metadata has been dropped, the next
            // device that publishes must wait.
            ProducerConfig.METADATA_MAX_IDLE_CONFIG,
            Long.toString(Duration.ofDays(7).toMillis()),
            // With "rebootstrap", an outage of all brokers makes the producer forget all topics. Every
            // device would then stall at its next message, pings included, even though the buffer has
            // room. Host names are resolved again in either case. Only operators who move a whole
            // cluster to other host names at once need "rebootstrap", or a restart.
            CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
            "none",
            // A hanging broker neither answers nor closes connections. Kafka itself gives it up after
            // nine seconds (broker.session.timeout.ms) and elects another leader, so a longer timeout
            // would only keep devices waiting. If the request was stored after all, Kafka recognises
            // the retry by its sequence numbers.
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            "10000",
            // The metrics are available at /metrics; registering them with JMX too would slow down the
            // start.
            CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
            "",
            // A returning broker is reconnected to sooner than with the clients' default.
            CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            "2000");

    /** Properties that are set elsewhere or must not be set: name to explanation. */
    private static final Map<String, String> REFUSED = Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            "is the setting kafka-bootstrap-servers",
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "cannot be used: the proxy stores every message on its own",
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            "cannot be changed: keys are bytes",
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            "cannot be changed: payloads are bytes",
            ProducerConfig.PARTITIONER_CLASS_CONFIG,
            "cannot be changed: it would break the order of messages",
            "config.providers",
            "is not used: write @/path/to/file for what stands in a file");

    private static final int MAX_IN_FLIGHT_WITH_ORDER = 5;

    private final Map<String, Object> properties;

    private ProducerSettings(Map<String, Object> properties) {
        this.properties = properties;
    }

    /**
     * Creates and checks the settings, and reads the certificates and keys that they name.
     *
     * @throws ConfigException naming the property, when one would break the delivery contract, does not
     *     exist, or cannot be used
     */
    public static ProducerSettings of(KafkaConfig config) {
        ProducerSettings settings = parsed(config);
        KafkaLogin.check(
                config.properties().getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, ""),
                config.properties().get(SaslConfigs.SASL_JAAS_CONFIG));
        KafkaTls.check(new QuietProducerConfig(settings.properties));
        return settings;
    }

    /**
     * Checks one property on its own, without requiring the login that it may need.
     *
     * @throws ConfigException naming the property, when it would break the delivery contract or does
     *     not exist
     */
    public static void checkAlone(String name, String value) {
        parsed(new KafkaConfig("localhost:9092", Map.of(name, value)));
    }

    /**
     * Checks the value of one property, but not what it depends on: other properties, a login,
     * permission for a class.
     *
     * @throws ConfigException naming the property, when it would break the delivery contract or does
     *     not exist
     */
    public static void checkValue(String name, String value) {
        check(name, value.trim());
        ConfigKey key = ProducerConfig.configDef().configKeys().get(name);
        // Parsing a class name would load the class.
        if (key != null && key.type != ConfigDef.Type.CLASS) {
            try {
                Object parsed = ConfigDef.parseType(name, value.trim(), key.type);
                if (key.validator != null) {
                    key.validator.ensureValid(name, parsed);
                }
            } catch (org.apache.kafka.common.config.ConfigException e) {
                throw new ConfigException(SETTING, "Kafka says: " + e.getMessage());
            }
        }
    }

    private static ProducerSettings parsed(KafkaConfig config) {
        Map<String, Object> properties = new HashMap<>(DEFAULTS);
        LoadedClasses classes = new LoadedClasses(config.allowedClasses());
        config.properties().forEach((name, value) -> {
            check(name, value.trim());
            classes.check(name, value.trim());
            properties.put(name, value.trim());
        });
        properties.putAll(LAW);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        ProducerSettings settings = new ProducerSettings(properties);
        settings.parse();
        return settings;
    }

    /** The properties for {@code KafkaProducer}, including serializers. */
    public Map<String, Object> forProducer() {
        return Map.copyOf(properties);
    }

    /** Whether interceptors are configured, which may add headers to each record before it is sent. */
    boolean hasInterceptors() {
        return !new QuietProducerConfig(properties)
                .getList(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG)
                .isEmpty();
    }

    /** Bytes of records that may wait for Kafka: {@code buffer.memory}. */
    public long bufferMemory() {
        return new QuietProducerConfig(properties).getLong(ProducerConfig.BUFFER_MEMORY_CONFIG);
    }

    /** Bytes of a batch: {@code batch.size}. */
    int batchSize() {
        return new QuietProducerConfig(properties).getInt(ProducerConfig.BATCH_SIZE_CONFIG);
    }

    /**
     * How long the producer tries to store a record. If one request may take longer, the producer
     * raises its default.
     */
    Duration deliveryTimeout() {
        QuietProducerConfig parsed = new QuietProducerConfig(properties);
        long millis = Math.max(parsed.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), shortestDelivery(parsed));
        return Duration.ofMillis(Math.min(millis, Integer.MAX_VALUE));
    }

    /** The properties for an admin client: how to reach Kafka and how to log in. */
    Map<String, Object> forAdmin() {
        Map<String, Object> admin = new HashMap<>(properties);
        admin.keySet().retainAll(AdminClientConfig.configNames());
        admin.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        admin.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
        admin.put(
                CommonClientConfigs.CLIENT_ID_CONFIG, properties.get(CommonClientConfigs.CLIENT_ID_CONFIG) + "-health");
        return admin;
    }

    private static void check(String name, String value) {
        String law = LAW.get(name);
        if (law != null && !(value.equals(law) || (name.equals(ProducerConfig.ACKS_CONFIG) && value.equals("-1")))) {
            throw refused(name, value, "would break the delivery contract; the proxy always uses " + law);
        }
        if (REFUSED.containsKey(name)) {
            throw new ConfigException(SETTING, "'" + name + "' " + REFUSED.get(name));
        }
        if (name.equals(ProducerConfig.RETRIES_CONFIG) && value.equals("0")) {
            throw refused(name, value, "would break the delivery contract; leave it out");
        }
        if (name.equals(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION)
                && number(name, value) > MAX_IN_FLIGHT_WITH_ORDER) {
            throw refused(name, value, "would break the order of messages; at most " + MAX_IN_FLIGHT_WITH_ORDER);
        }
        if (!ProducerConfig.configNames().contains(name)) {
            throw new ConfigException(SETTING, "'" + name + "' is not a property of Kafka's producer");
        }
    }

    private static ConfigException refused(String name, String value, String why) {
        return new ConfigException(SETTING, "'" + name + "=" + value + "' " + why);
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new ConfigException(SETTING, "'" + name + "' must be a number");
        }
    }

    /**
     * Lets Kafka validate all other values, so that a typing error is reported at start and by {@code
     * check}.
     */
    private void parse() {
        try {
            checkTogether(new QuietProducerConfig(properties));
        } catch (org.apache.kafka.common.config.ConfigException e) {
            throw new ConfigException(SETTING, "Kafka says: " + e.getMessage());
        }
    }

    /**
     * Checks combinations that Kafka would report only later: when the producer is created, or for
     * every single record.
     */
    private void checkTogether(QuietProducerConfig parsed) {
        if (parsed.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG) < parsed.getInt(ProducerConfig.BATCH_SIZE_CONFIG)) {
            throw new ConfigException(SETTING, "'buffer.memory' must have room for a batch of 'batch.size'");
        }
        if (properties.containsKey(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)
                && parsed.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) < shortestDelivery(parsed)) {
            throw new ConfigException(
                    SETTING, "'delivery.timeout.ms' must be at least 'linger.ms' and 'request.timeout.ms' together");
        }
    }

    /** Milliseconds until the first request for a record can have failed. */
    private static long shortestDelivery(QuietProducerConfig parsed) {
        return Math.min(parsed.getLong(ProducerConfig.LINGER_MS_CONFIG), Integer.MAX_VALUE)
                + parsed.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
    }

    /** Kafka's own validation without the many INFO lines that {@code ProducerConfig} logs. */
    private static final class QuietProducerConfig extends org.apache.kafka.common.config.AbstractConfig {
        QuietProducerConfig(Map<String, Object> properties) {
            super(ProducerConfig.configDef(), properties, false);
        }
    }
}
