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
 * The producer's configuration: the acknowledgement law, defaults for many small messages, and the operator's
 * properties. What would break the law is refused by name instead of being overridden in silence.
 */
public final class ProducerSettings {
    private static final String SETTING = "kafka";

    /** What makes an acknowledgement mean stored, and what keeps event loops from waiting. */
    private static final Map<String, String> LAW = Map.of(
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "0",
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, "false");

    /**
     * Small messages: bigger batches mean fewer requests. No linger, because devices wait for their acknowledgement before
     * they send on: batches fill while a request is on its way. {@code buffer.memory} must hold one open batch for each
     * partition that is written to; 64 MiB are a thousand of them.
     */
    private static final Map<String, String> DEFAULTS = Map.of(
            ProducerConfig.BATCH_SIZE_CONFIG,
            Integer.toString(64 * 1024),
            ProducerConfig.LINGER_MS_CONFIG,
            "0",
            // A second request could be stored before the first, which is then refused for a gap in its sequence
            // numbers until its time is over: the device sends those messages again behind its younger ones
            // (KAFKA-15591).
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            "1",
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            Integer.toString(64 * 1024 * 1024),
            ProducerConfig.CLIENT_ID_CONFIG,
            "mqtt-proxy",
            // Seven days instead of five minutes: a forgotten topic holds up the next device that reports.
            ProducerConfig.METADATA_MAX_IDLE_CONFIG,
            Long.toString(Duration.ofDays(7).toMillis()),
            // When no broker answers, "rebootstrap" forgets all topics, and every device is held up at its next
            // message, pings included, although the buffer has room. Host names are looked up again either way;
            // whoever moves a whole cluster to other host names at once sets "rebootstrap", or restarts.
            CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
            "none",
            // A broker that hangs answers nothing and closes nothing. Kafka itself gives it up after nine seconds
            // (broker.session.timeout.ms) and has another leader then; who waits for longer only keeps devices waiting.
            // A request that was stored all the same is recognised by its sequence numbers.
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            "10000",
            // Its meters are at /metrics; telling them to JMX as well costs time at the start.
            CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
            "",
            // A broker that went away is noticed and found again sooner than the clients' own defaults would.
            CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            "2000");

    /** Set elsewhere, or not the operator's to set: name to explanation. */
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
     * The settings of the one producer.
     *
     * @throws ConfigException naming the property, when one would break the law or does not exist
     */
    public static ProducerSettings of(KafkaConfig config) {
        ProducerSettings settings = parsed(config);
        KafkaLogin.checkGiven(
                config.properties().getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, ""),
                config.properties().containsKey(SaslConfigs.SASL_JAAS_CONFIG));
        return settings;
    }

    /**
     * Checks one property by itself: it may need a login besides.
     *
     * @throws ConfigException naming the property, when it would break the law or does not exist
     */
    public static void checkAlone(String name, String value) {
        parsed(new KafkaConfig("localhost:9092", Map.of(name, value)));
    }

    /**
     * Checks the value of one property, without what it needs besides: other properties, a login, permission for a class.
     *
     * @throws ConfigException naming the property, when it would break the law or does not exist
     */
    public static void checkValue(String name, String value) {
        check(name, value.trim());
        ConfigKey key = ProducerConfig.configDef().configKeys().get(name);
        // To parse the name of a class is to load it.
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

    /** For {@code KafkaProducer}, serializers included. */
    public Map<String, Object> forProducer() {
        return Map.copyOf(properties);
    }

    /** Whether others see each record, and may add headers to it, before it is sent. */
    boolean hasInterceptors() {
        return !new QuietProducerConfig(properties)
                .getList(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG)
                .isEmpty();
    }

    /** How long the producer tries to store a record; it raises its default when one request may take longer. */
    Duration deliveryTimeout() {
        QuietProducerConfig parsed = new QuietProducerConfig(properties);
        long millis = Math.max(parsed.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), shortestDelivery(parsed));
        return Duration.ofMillis(Math.min(millis, Integer.MAX_VALUE));
    }

    /** The part that an admin client understands: how to reach Kafka and who we are. */
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
            throw new ConfigException(SETTING, "Kafka's producer knows no property '" + name + "'");
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

    /** Lets Kafka check the rest, so that a typing error shows at start and in {@code check}. */
    private void parse() {
        try {
            checkTogether(new QuietProducerConfig(properties));
        } catch (org.apache.kafka.common.config.ConfigException e) {
            throw new ConfigException(SETTING, "Kafka says: " + e.getMessage());
        }
    }

    /** What Kafka would find out later: when the producer is made, or at every single record. */
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

    /** Milliseconds until the first request for a record has failed. */
    private static long shortestDelivery(QuietProducerConfig parsed) {
        return Math.min(parsed.getLong(ProducerConfig.LINGER_MS_CONFIG), Integer.MAX_VALUE)
                + parsed.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
    }

    /** Kafka's own validation without its page of INFO lines. */
    private static final class QuietProducerConfig extends org.apache.kafka.common.config.AbstractConfig {
        QuietProducerConfig(Map<String, Object> properties) {
            super(ProducerConfig.configDef(), properties, false);
        }
    }
}
