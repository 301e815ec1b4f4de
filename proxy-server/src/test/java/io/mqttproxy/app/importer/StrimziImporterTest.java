package io.mqttproxy.app.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.app.Routes;
import io.mqttproxy.app.YamlConfig;
import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.routing.RuleRouter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrimziImporterTest {
    // After the bridge's own documentation.
    private static final String RULES = """
            [
              {"mqttTopic": "building/(\\\\w+)/room/(\\\\d{1,4})/.*", "kafkaTopic": "building_$1", "kafkaKey": "room_$2"},
              {"mqttTopic": "sensors/([^/]+)/data", "kafkaTopic": "sensor_data"},
              {"mqttTopic": "sensors.*", "kafkaTopic": "sensor_others", "kafkaKey": "sensor"},
              {"mqttTopic": "devices/([^/]+)/data/(\\\\b(all|new|old)\\\\b)",
               "kafkaTopic": "device_$1_data", "kafkaKey": "device_$2"},
              {"mqttTopic": "locations/([^/]+)(?:\\\\/.*)?$", "kafkaTopic": "locations", "kafkaKey": "$1-$12"}
            ]
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "building/A/room/1003/floor/2",
                "building/A/room/12345/floor",
                "sensors/temperature/data",
                "sensors/temperature/living-room",
                "sensors",
                "devices/thermostat/data/all",
                "devices/thermostat/data/allnew",
                "locations/luanda",
                "locations/luanda/angola",
                "elsewhere",
                "$SYS/broker/load"
            })
    void routesAsTheBridgeDoes(String topic) {
        RuleRouter router = new RuleRouter(load(StrimziImporter.convert("bridge.topic.default=others", RULES))
                .proxy()
                .routing());
        assertEquals(bridge(topic), Routes.text(router, topic));
    }

    /** How the bridge maps: the first expression that matches, then each placeholder replaced in turn. */
    private static String bridge(String topic) {
        for (StrimziRule rule : StrimziRules.parse(RULES)) {
            Matcher matcher = Pattern.compile(rule.mqttTopic()).matcher(topic);
            if (matcher.matches()) {
                String record = rule.kafkaTopic() + (rule.kafkaKey() == null ? "" : " " + rule.kafkaKey());
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    record = record.replace("$" + group, matcher.group(group));
                }
                return record;
            }
        }
        return "others";
    }

    @Test
    void takesOverWhatTheBridgeReads() {
        AppConfig config = load(StrimziImporter.convert("""
                bridge.id=my-bridge
                mqtt.host=127.0.0.1
                mqtt.port=1884
                mqtt.max.bytes.message=8092
                kafka.bootstrap.servers=broker:9092
                kafka.security.protocol=SASL_SSL
                kafka.producer.linger.ms=7
                """, "[]"));
        assertEquals(
                List.of(ListenerConfig.parse("mqtt://127.0.0.1:1884")),
                config.proxy().listeners());
        assertTrue(config.proxy().security().allowAnonymous());
        assertEquals(8097, config.proxy().limits().packets().maxPacketSize());
        assertEquals("broker:9092", config.proxy().kafka().bootstrapServers());
        assertEquals(
                Map.of("linger.ms", "7", "security.protocol", "SASL_SSL"),
                config.proxy().kafka().properties());
        assertEquals(
                HeadersConfig.Profile.STRIMZI,
                config.proxy().routing().headers().profile());
    }

    @Test
    void theDefaultsAreTheBridges() {
        AppConfig config = load(StrimziImporter.convert("", "[]"));
        assertEquals(
                List.of(ListenerConfig.parse("mqtt://0.0.0.0:1883")),
                config.proxy().listeners());
        assertEquals(
                "messages_default", Routes.text(new RuleRouter(config.proxy().routing()), "anything"));
    }

    @Test
    void namesWhatTheBridgeIgnoresAndWhatHasNoEquivalent() {
        Imported imported = StrimziImporter.convert("""
                mqtt.server.port=1999
                kafka.producer.acks=0
                something.else=1
                """, "[]");
        assertNote("mqtt.server.port=1999 is ignored by the bridge, which reads mqtt.port", imported);
        assertNote("'acks=0' would break the delivery contract", imported);
        assertNote("something.else has no equivalent", imported);
        imported.notes().forEach(note -> assertTrue(imported.yaml().contains("#  * " + note + "\n"), note));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?=ahead).*| is not a regular expression that RE2 accepts",
                "a/(.*)\\\\1| is not a regular expression that RE2 accepts",
                "a/\\b| its JSON has \\b, which is a backspace"
            })
    void namesExpressionsThatNeedAHand(String text) {
        String[] parts = text.split("\\|", -1);
        Imported imported =
                StrimziImporter.convert("", "[{\"mqttTopic\": \"" + parts[0] + "\", \"kafkaTopic\": \"k\"}]");
        assertNote(parts[1], imported);
        assertNote("mapping rule 1", imported);
    }

    @Test
    void namesPlaceholdersWithoutAGroup() {
        Imported imported = StrimziImporter.convert(
                "", "[{\"mqttTopic\": \"a/(.*)\", \"kafkaTopic\": \"k\", \"kafkaKey\": \"$2\"}]");
        assertNote("FIX before the start: route: '{2}' has an unknown placeholder {2}", imported);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "[{}]", "[{\"mqttTopic\": \"(\", \"kafkaTopic\": \"k\"}]", "[", ""})
    void whatIsNoListOfRulesIsAnError(String rules) {
        ConfigException error = assertThrows(ConfigException.class, () -> StrimziImporter.convert("", rules));
        assertEquals("import", error.setting());
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
