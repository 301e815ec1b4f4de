package io.mqttproxy.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveSettingsTest {
    private static final Setting<Path> CONFIG = Setting.optional("config", Syntaxes.FILE, "");
    private static final Setting<Integer> DEPTH = Setting.of("depth", Syntaxes.COUNT, 3, "");
    private static final Setting<String> NAME = Setting.optional("name", Syntaxes.TEXT, "");
    private static final Setting<String> RULE = Setting.optional("rule", Syntaxes.TEXT, "")
            .occurring(Occurrence.REPEATED)
            .inYaml("rules");
    private static final Setting<Map.Entry<String, String>> KAFKA =
            Setting.optional("kafka", Syntaxes.PAIR, "").occurring(Occurrence.PAIRS);
    private static final SettingsTable TABLE = new SettingsTable(
            List.of(
                    new SettingGroup("First", List.of(DEPTH, NAME, CONFIG)),
                    new SettingGroup("Second", List.of(RULE, KAFKA))),
            CONFIG);

    @Test
    void everySettingStandsWithItsSource() {
        Given given = new Given();
        given.put(CONFIG, List.of(new Raw.Text("proxy.yaml", "--config")));
        given.put(NAME, List.of(new Raw.Text("a b", "proxy.yaml:1:7")));
        Map<String, Raw.Text> object = new LinkedHashMap<>();
        object.put("filter", new Raw.Text("a/#", "proxy.yaml:3:6"));
        object.put("topic", new Raw.Text("t", "proxy.yaml:4:6"));
        given.put(RULE, List.of(new Raw.Text("x", "--rule"), new Raw.Fields(object, "proxy.yaml:3:3")));
        given.put(
                KAFKA,
                List.of(new Raw.Text("linger.ms=5", "--kafka"), new Raw.Text("ssl.key.password=s3cret", "--kafka")));
        assertEquals("""
                # First
                depth: 3  # default
                name: "a b"  # proxy.yaml:1:7
                # config: proxy.yaml  # --config

                # Second
                rules:
                  - x  # --rule
                  - {filter: "a/#", topic: t}  # proxy.yaml:3:3
                kafka:
                  linger.ms: 5  # --kafka
                  ssl.key.password: <hidden>  # --kafka
                """, EffectiveSettings.toYaml(TABLE, given));
    }

    @Test
    void whatIsNotSetIsAComment() {
        assertTrue(EffectiveSettings.toYaml(TABLE, new Given()).contains("\n# name: not set\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl.key.password",
                "ssl.keystore.password",
                "ssl.truststore.password",
                "ssl.keystore.key",
                "sasl.jaas.config",
                "sasl.oauthbearer.client.credentials.client.secret",
                "sasl.oauthbearer.assertion.private.key.passphrase",
                "basic.auth.user.info",
                "my.interceptor.token",
                "Some.API-Key"
            })
    void secretPropertiesAreHidden(String key) {
        assertFalse(shown(key + "=s3cret").contains("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl.oauthbearer.token.endpoint.url",
                "ssl.keystore.location",
                "ssl.truststore.certificates",
                "key.serializer",
                "sasl.mechanism"
            })
    void harmlessPropertiesAreShown(String key) {
        assertTrue(shown(key + "=value").contains(key + ": value  #"));
    }

    @Test
    void theFileOfASecretIsShown() {
        assertTrue(shown("ssl.key.password=@/run/secrets/key").contains("\"@/run/secrets/key\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "null", "~", "a: b", "a #b", "'", "\"\\", "a\nb\t\u0001", "{x}", "[", "a:", "-", "@@x", "ä"
            })
    void whatIsShownReadsAsWritten(String text, @TempDir Path directory) throws IOException {
        Given given = new Given();
        given.put(NAME, List.of(new Raw.Text(text, "--name")));
        Path file = Files.writeString(directory.resolve("proxy.yaml"), EffectiveSettings.toYaml(TABLE, given));
        Problems problems = new Problems();
        Given again = new YamlReader(TABLE).read(file, problems);
        problems.throwIfAny();
        assertEquals(text, ((Raw.Text) again.get(NAME).get(0)).text());
    }

    private static String shown(String pair) {
        Given given = new Given();
        given.put(KAFKA, List.of(new Raw.Text(pair, "--kafka")));
        return EffectiveSettings.toYaml(TABLE, given);
    }
}
