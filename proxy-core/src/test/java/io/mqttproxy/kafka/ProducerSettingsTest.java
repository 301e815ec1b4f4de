package io.mqttproxy.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes an acknowledgement mean stored cannot be configured away; the rest is the operator's. */
class ProducerSettingsTest {

    @Test
    void theFixedValuesAreAlwaysInForce() {
        Map<String, Object> producer = settings(Map.of()).forProducer();

        assertEquals("all", producer.get("acks"));
        assertEquals("true", producer.get("enable.idempotence"));
        assertEquals("0", producer.get("max.block.ms"));
        assertEquals("false", producer.get("partitioner.ignore.keys"));
        assertEquals(ByteArraySerializer.class, producer.get("key.serializer"));
        assertEquals(ByteArraySerializer.class, producer.get("value.serializer"));
        assertEquals("localhost:9092", producer.get("bootstrap.servers"));
    }

    /** Kafka elects another leader after nine seconds; and a lower delivery.timeout.ms must stay possible. */
    @Test
    void aHangingBrokerIsGivenUpAfterTenSeconds() {
        assertEquals("10000", settings(Map.of()).forProducer().get("request.timeout.ms"));
        settings(Map.of("delivery.timeout.ms", "10000"));
    }

    /** Kafka raises its own two minutes when a request may take longer, and says so in its log only. */
    @Test
    void aRecordHasTimeForAtLeastOneRequest() {
        assertEquals(Duration.ofMinutes(2), settings(Map.of()).deliveryTimeout());
        assertEquals(
                Duration.ofSeconds(185),
                settings(Map.of("request.timeout.ms", "180000", "linger.ms", "5000"))
                        .deliveryTimeout());
        String longest = Integer.toString(Integer.MAX_VALUE);
        assertEquals(
                Duration.ofMillis(Integer.MAX_VALUE),
                settings(Map.of("request.timeout.ms", longest, "linger.ms", longest))
                        .deliveryTimeout());
    }

    /** They are at /metrics, and JMX slows the start; who wants it says so. */
    @Test
    void metricsAreNotRegisteredWithJmxUnlessAskedFor() {
        assertEquals("", settings(Map.of()).forProducer().get("metric.reporters"));
        assertEquals("", settings(Map.of()).forAdmin().get("metric.reporters"));

        String jmx = JmxReporter.class.getName();
        KafkaConfig asked = new KafkaConfig("localhost:9092", Map.of("metric.reporters", jmx), Set.of(jmx));
        assertEquals(jmx, ProducerSettings.of(asked).forProducer().get("metric.reporters"));
        assertEquals("", ProducerSettings.of(asked).forAdmin().get("metric.reporters"), "one of them is enough");
    }

    @ParameterizedTest
    @CsvSource({
        "acks,1",
        "acks,0",
        "enable.idempotence,false",
        "max.block.ms,60000",
        "partitioner.ignore.keys,true",
        "retries,0",
        "max.in.flight.requests.per.connection,6",
        "bootstrap.servers,elsewhere:9092",
        "transactional.id,t",
        "key.serializer,org.apache.kafka.common.serialization.StringSerializer",
        "value.serializer,org.apache.kafka.common.serialization.StringSerializer"
    })
    void aPropertyThatWouldBreakTheContractIsRefusedByName(String name, String value) {
        assertRefused(name, value);
    }

    @ParameterizedTest
    @CsvSource({
        "acks,all",
        "acks,-1",
        "enable.idempotence,true",
        "max.block.ms,0",
        "retries,3",
        "max.in.flight.requests.per.connection,5",
        "max.in.flight.requests.per.connection,1",
        "linger.ms,20",
        "batch.size,16384",
        "compression.type,zstd",
        "security.protocol,SSL",
        "ssl.truststore.location,/etc/trust.p12",
        "client.id,gateway"
    })
    void aPropertyThatDoesNotBreakTheContractIsAccepted(String name, String value) {
        Object inForce = settings(Map.of(name, value)).forProducer().get(name);

        assertEquals(name.equals("acks") ? "all" : value, inForce);
    }

    /** Asks Kafka itself, so that a property that a later version adds is not overlooked. */
    static List<String> propertiesThatLoadClasses() {
        return ProducerConfig.configDef().configKeys().values().stream()
                .filter(key -> key.type == ConfigDef.Type.CLASS
                        || key.name.endsWith(".classes")
                        || key.name.endsWith(".reporters")
                        || key.name.endsWith(".providers"))
                .map(key -> key.name)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("propertiesThatLoadClasses")
    void aPropertyThatLoadsAClassIsRefused(String name) {
        assertRefused(name, "com.example.Anything");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interceptor.classes",
                "metric.reporters",
                "security.providers",
                "ssl.engine.factory.class",
                "sasl.login.class",
                "sasl.login.callback.handler.class",
                "sasl.client.callback.handler.class"
            })
    void aClassThatTheOperatorAllowsIsLoadedAndNoOther(String name) {
        String own = ProducerSettingsTest.class.getName();
        Set<String> allowed = Set.of(own);
        KafkaConfig good = new KafkaConfig("localhost:9092", Map.of(name, own), allowed);
        KafkaConfig bad = new KafkaConfig("localhost:9092", Map.of(name, own + ", com.example.Other"), allowed);

        assertTrue(ProducerSettings.of(good).forProducer().containsKey(name));
        ConfigException refusal = assertThrows(ConfigException.class, () -> ProducerSettings.of(bad));
        assertTrue(String.valueOf(refusal.getMessage()).contains("'com.example.Other'"), refusal::getMessage);
    }

    @Test
    void configuredInterceptorsAreDetected() {
        String own = ProducerSettingsTest.class.getName();
        Map<String, String> interceptors = Map.of("interceptor.classes", own);

        assertTrue(ProducerSettings.of(new KafkaConfig("localhost:9092", interceptors, Set.of(own)))
                .hasInterceptors());
        assertFalse(settings(Map.of()).hasInterceptors());
    }

    @Test
    void kafkasOwnLoginClassesNeedNoPermission() {
        String handler = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler";

        assertTrue(settings(Map.of("sasl.login.callback.handler.class", handler))
                .forProducer()
                .containsKey("sasl.login.callback.handler.class"));
        assertRefused("interceptor.classes", handler);
    }

    @Test
    void aClassThatWouldBreakTheOrderIsRefusedEvenIfAllowed() {
        String partitioner = "org.apache.kafka.clients.producer.RoundRobinPartitioner";
        KafkaConfig config =
                new KafkaConfig("localhost:9092", Map.of("partitioner.class", partitioner), Set.of(partitioner));

        assertThrows(ConfigException.class, () -> ProducerSettings.of(config));
    }

    @Test
    void anUnknownPropertyIsRefused() {
        assertRefused("linger.msec", "5");
        assertRefused("group.id", "consumers have groups");
    }

    @ParameterizedTest
    @CsvSource({
        "linger.ms,soon",
        "batch.size,-1",
        "compression.type,winzip",
        "security.protocol,HTTPS",
        "max.in.flight.requests.per.connection,many"
    })
    void aValueThatKafkaWouldRefuseIsRefusedAtStart(String name, String value) {
        assertRefused(name, value);
    }

    @Test
    void aBufferWithoutRoomForOneBatchIsRefused() {
        ConfigException refusal = refusal(Map.of("buffer.memory", "16384", "batch.size", "16385"));

        assertTrue(String.valueOf(refusal.getMessage()).contains("buffer.memory"), refusal::getMessage);
        settings(Map.of("buffer.memory", "16384", "batch.size", "16384"));
    }

    @Test
    void aDeliveryTimeoutShorterThanARequestIsRefused() {
        ConfigException refusal =
                refusal(Map.of("delivery.timeout.ms", "1004", "request.timeout.ms", "1000", "linger.ms", "5"));

        assertTrue(String.valueOf(refusal.getMessage()).contains("delivery.timeout.ms"), refusal::getMessage);
        settings(Map.of("delivery.timeout.ms", "1005", "request.timeout.ms", "1000", "linger.ms", "5"));
        settings(Map.of("request.timeout.ms", "600000"));
    }

    @Test
    void aSecretIsNotRepeatedInTheRefusal() {
        ConfigException refusal =
                refusal(Map.of("sasl.jaas.config.typo", "org.example.Login required password=\"geheim\";"));

        assertFalse(String.valueOf(refusal.getMessage()).contains("geheim"), refusal::getMessage);
    }

    @Test
    void spacesAroundAValueAreIgnored() {
        assertEquals("5", settings(Map.of("linger.ms", " 5 ")).forProducer().get("linger.ms"));
    }

    @Test
    void theAdminClientGetsOnlyItsOwnProperties() {
        Map<String, Object> admin = settings(
                        Map.of("security.protocol", "SSL", "linger.ms", "5", "client.id", "gateway"))
                .forAdmin();

        assertEquals("localhost:9092", admin.get("bootstrap.servers"));
        assertEquals("SSL", admin.get("security.protocol"));
        assertEquals("gateway-health", admin.get("client.id"));
        assertTrue(AdminClientConfig.configNames().containsAll(admin.keySet()));
    }

    private static void assertRefused(String name, String value) {
        ConfigException refusal = refusal(Map.of(name, value));
        assertEquals("kafka", refusal.setting());
        assertTrue(String.valueOf(refusal.getMessage()).contains(name), refusal::getMessage);
    }

    private static ConfigException refusal(Map<String, String> properties) {
        return assertThrows(ConfigException.class, () -> settings(properties));
    }

    private static ProducerSettings settings(Map<String, String> properties) {
        return ProducerSettings.of(new KafkaConfig("localhost:9092", new HashMap<>(properties)));
    }
}
