package io.mqttproxy.app.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.app.Routes;
import io.mqttproxy.app.YamlConfig;
import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.app.settings.InvalidSettingsException;
import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.config.TlsConfig;
import io.mqttproxy.routing.RuleRouter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfluentImporterTest {
    private static final String PROPERTIES = """
            listeners=tcp://0.0.0.0:1883, 127.0.0.1:1884
            topic.regex.list=temperature:.*temperature, brightness:lights/\\\\w+
            bootstrap.servers=PLAINTEXT://a:9092,b:9092
            mqtt.message.max.bytes=8092
            producer.linger.ms=7
            producer.acks=1
            network.threads.num=4
            confluent.topic.replication.factor=1
            stream.threads.num=1
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "car/engine/temperature, temperature car/engine/temperature",
        "lights/hall,            brightness lights/hall",
        "lights/hall/temperature, temperature lights/hall/temperature",
        "lights/hall/x,          no-route",
        "temperatures,           no-route"
    })
    void routesByTheFirstExpressionAndKeysByTheMqttTopic(String topic, String expected) {
        RuleRouter router = new RuleRouter(
                load(ConfluentImporter.convert(PROPERTIES)).proxy().routing());
        assertEquals(expected, Routes.text(router, topic));
    }

    @Test
    void takesOverListenersKafkaAndLimits() {
        AppConfig config = load(ConfluentImporter.convert(PROPERTIES));
        assertEquals(
                List.of(ListenerConfig.parse("mqtt://0.0.0.0:1883"), ListenerConfig.parse("mqtt://127.0.0.1:1884")),
                config.proxy().listeners());
        assertEquals("PLAINTEXT://a:9092,b:9092", config.proxy().kafka().bootstrapServers());
        assertEquals(Map.of("linger.ms", "7"), config.proxy().kafka().properties());
        assertEquals(8097, config.proxy().limits().packets().maxPacketSize());
        assertTrue(config.proxy().security().allowAnonymous());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'acks=1' would break the delivery contract",
                "network.threads.num: there is one thread per core",
                "confluent.*: no licence",
                "stream.threads.num has no equivalent",
                "default-topic: none rejects what no expression matches"
            })
    void namesWhatHasNoEquivalent(String expected) {
        assertNote(expected, ConfluentImporter.convert(PROPERTIES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KAFKA_MQTT_TOPIC_REGEX_LIST=t:a/\\w+\nKAFKA_MQTT_BOOTSTRAP_SERVERS=b:9092\nKAFKA_MQTT_OPTS=-Xmx1g",
                "export KAFKA_MQTT_TOPIC_REGEX_LIST='t:a/\\w+'\nexport KAFKA_MQTT_BOOTSTRAP_SERVERS=\"b:9092\"",
                "  environment:\n    KAFKA_MQTT_TOPIC_REGEX_LIST: 't:a/\\w+'\n    KAFKA_MQTT_BOOTSTRAP_SERVERS: b:9092",
                "    - KAFKA_MQTT_TOPIC_REGEX_LIST=t:a/\\w+\n    - \"KAFKA_MQTT_BOOTSTRAP_SERVERS=b:9092\""
            })
    void readsTheEnvironmentOfAContainer(String file) {
        AppConfig config = load(ConfluentImporter.convert(file));
        assertEquals("b:9092", config.proxy().kafka().bootstrapServers());
        assertEquals("t a/x", Routes.text(new RuleRouter(config.proxy().routing()), "a/x"));
    }

    @Test
    void namesOfVariablesBecomeNamesOfProperties() {
        assertEquals(
                Map.of("producer.linger.ms", "5", "a_b-c", "1"),
                ConfluentEnvironment.properties("KAFKA_MQTT_PRODUCER_LINGER_MS=5\nKAFKA_MQTT_A__B___C=1"));
    }

    @Test
    void secretsStayOutOfTheNotes() {
        Imported imported = ConfluentImporter.convert("""
                bootstrap.servers=a:9092
                producer.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required password="hush";
                producer.ssl.keystore.password=hush
                sasl.mechanism=PLAIN
                """);
        assertFalse(imported.notes().toString().contains("hush"));
        assertNote("sasl.jaas.config stands in this file as it is", imported);
        assertEquals("hush", load(imported).proxy().kafka().properties().get("ssl.keystore.password"));
    }

    @Test
    void tlsAndLoginsNeedFilesOfOtherKinds() {
        Imported imported = ConfluentImporter.convert("""
                bootstrap.servers=a:9092
                listeners=0.0.0.0:8883
                listeners.security.protocol=SASL_SSL
                listeners.ssl.keystore.location=/etc/mqtt/server.jks
                listeners.ssl.keystore.password=hush
                listeners.ssl.client.auth=required
                listeners.ssl.truststore.location=/etc/mqtt/trust.jks
                """);
        assertTrue(imported.yaml().contains("listen:\n  - 'mqtts://0.0.0.0:8883'\n"), imported.yaml());
        assertTrue(imported.yaml().contains("tls-cert: '/etc/mqtt/server.crt'\n"), imported.yaml());
        assertTrue(imported.yaml().contains("tls-client-auth: required\n"), imported.yaml());
        assertFalse(imported.yaml().contains("allow-anonymous"), imported.yaml());
        assertFalse(imported.yaml().contains("hush"), imported.yaml());
        assertNote("PEM files take the place of /etc/mqtt/server.jks", imported);
        assertNote("certificates of /etc/mqtt/trust.jks", imported);
        assertNote("users of the JAAS login module", imported);
        assertNote("listeners.ssl.keystore.password has no equivalent", imported);
    }

    @Test
    void requiredCertificatesNameTheirDevices() {
        Imported imported = ConfluentImporter.convert("""
                bootstrap.servers=a:9092
                listeners=0.0.0.0:8883
                listeners.security.protocol=SSL
                listeners.ssl.client.auth=required
                """);
        assertEquals("{cn}", load(imported).proxy().security().tlsIdentity());
        assertNote("tls-identity: the common name of a device's certificate is its user name", imported);
        assertFalse(imported.yaml().contains("FIX"), imported.yaml());
    }

    /** Open by mistake is what none of these may become, whichever setting is the mistake. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "listeners=SSL://0.0.0.0:8883\nlisteners.ssl.keystore.location=/k.jks\nbootstrap.servers=b:1",
                "listeners=ssl://0.0.0.0:8883\nlisteners.security.protocol=PLAINTEXT\nbootstrap.servers=b:1",
                "listeners=PLAINTEXT://0.0.0.0:1883,SSL://0.0.0.0:8883\nbootstrap.servers=b:1",
                "listeners=0.0.0.0:8883\nlisteners.ssl.keystore.location=/k.jks\nbootstrap.servers=b:1",
                "KAFKA_MQTT_LISTENERS=SSL://0.0.0.0:8883\nKAFKA_MQTT_BOOTSTRAP_SERVERS=b:1"
            })
    void whateverHintsAtTlsNeverBecomesAnOpenProxy(String file) {
        Imported imported = ConfluentImporter.convert(file);
        assertFalse(imported.yaml().contains("'mqtt://"), imported.yaml());
        assertTrue(imported.yaml().contains("- 'mqtts://0.0.0.0:8883'\n"), imported.yaml());
        assertTrue(imported.yaml().contains("tls-cert: "), imported.yaml());
        assertFalse(imported.yaml().contains("allow-anonymous: true"), imported.yaml());
        assertNote("FIX before the start: listeners.security.protocol is PLAINTEXT, but", imported);
        assertNote("FIX before the start: say who may connect", imported);
        assertThrows(InvalidSettingsException.class, () -> load(imported));
    }

    @Test
    void certificatesOfAListenerWithoutProtocolAreRequiredToo() {
        Imported imported = ConfluentImporter.convert("""
                bootstrap.servers=a:9092
                listeners=SSL://0.0.0.0:8883
                listeners.ssl.client.auth=required
                """);
        assertEquals(
                TlsConfig.ClientAuth.REQUIRED,
                Objects.requireNonNull(load(imported).proxy().tls()).clientAuth());
        assertEquals("{cn}", load(imported).proxy().security().tlsIdentity());
        assertFalse(load(imported).proxy().security().allowAnonymous());
    }

    @Test
    void theProtocolOfAListenerAsksForALogin() {
        Imported imported = ConfluentImporter.convert("bootstrap.servers=a:9092\nlisteners=SASL_SSL://0.0.0.0:8883\n");
        assertTrue(imported.yaml().contains("password-file: mqtt-users\n"), imported.yaml());
        assertTrue(imported.yaml().contains("listen:\n  - 'mqtts://0.0.0.0:8883'\n"), imported.yaml());
        assertFalse(imported.yaml().contains("allow-anonymous"), imported.yaml());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a=b                                              | bootstrap.servers is missing",
                "bootstrap.servers=a:1\\ntopic.regex.list=t:x{1,2} | '2}' in topic.regex.list must be",
                "bootstrap.servers=a:1\\ntopic.regex.list=t:x{1,2} | each comma begins the next pair",
                "bootstrap.servers=a:1\\nlisteners=nowhere:x      | 'mqtt://nowhere:x'",
                "bootstrap.servers=a:1\\nmqtt.message.max.bytes=x | mqtt.message.max.bytes=x is not a number",
                "a=\\u00                                        | not a properties file"
            })
    void whatCannotBeUnderstoodIsAnError(String file, String problem) {
        String text = file.replace("\\n", "\n");
        ConfigException error = assertThrows(ConfigException.class, () -> ConfluentImporter.convert(text));
        assertTrue(error.toString().contains(problem), error::toString);
    }

    @Test
    void expressionsThatRe2DoesNotTakeAreNamedAndStay() {
        Imported imported = ConfluentImporter.convert("bootstrap.servers=a:1\ntopic.regex.list=t:(?!x).*");
        assertNote("FIX before the start: route: '(?!x).*' is not a regular expression that RE2 accepts", imported);
        assertTrue(imported.yaml().contains("filter: 'regex:(?!x).*'"), imported.yaml());
    }

    private static void assertNote(String expected, Imported imported) {
        assertTrue(
                imported.notes().stream().anyMatch(note -> note.contains(expected)),
                () -> imported.notes().toString());
    }

    private AppConfig load(Imported imported) {
        return YamlConfig.load(directory, imported.yaml());
    }
}
