package io.mqttproxy.app.config;

import static io.mqttproxy.app.settings.Occurrence.COMMAS;
import static io.mqttproxy.app.settings.Occurrence.PAIRS;
import static io.mqttproxy.app.settings.Occurrence.REPEATED;

import io.mqttproxy.app.settings.InvalidSettingsException;
import io.mqttproxy.app.settings.Setting;
import io.mqttproxy.app.settings.SettingGroup;
import io.mqttproxy.app.settings.Syntaxes;
import io.mqttproxy.app.settings.Values;
import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.KafkaConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where messages are stored. */
final class KafkaSettings {
    static final Setting<String> BOOTSTRAP_SERVERS = Setting.optional(
                    "kafka-bootstrap-servers",
                    Syntaxes.text("servers", "a list such as a:9092,b:9092", Function.identity(), Function.identity()),
                    "Kafka brokers to start from, host:port separated by commas. Required, unless kafka or kafka-config has"
                            + " bootstrap.servers; if both are given, they must agree.")
            .occurring(COMMAS);

    static final Setting<Map.Entry<String, String>> PROPERTY = Setting.optional(
                    "kafka",
                    new KafkaPropertySyntax(),
                    "Any property of Kafka's producer or client, such as linger.ms=5 or"
                            + " sasl.jaas.config=@/run/secrets/jaas.")
            .occurring(PAIRS);

    static final Setting<Path> PROPERTIES_FILE = Setting.optional(
            "kafka-config", Syntaxes.FILE, "Properties file of Kafka's producer or client; --kafka overrides it.");

    static final Setting<String> ALLOWED_CLASSES = Setting.optional(
                    "kafka-allow-class",
                    Syntaxes.TEXT,
                    "Class that Kafka's properties may name, such as a cloud provider's login callback handler on the"
                            + " class path. Kafka's own login classes need no permission.")
            .occurring(REPEATED);

    static final SettingGroup GROUP =
            new SettingGroup("Kafka", List.of(BOOTSTRAP_SERVERS, PROPERTY, PROPERTIES_FILE, ALLOWED_CLASSES));

    private KafkaSettings() {}

    static KafkaConfig read(Values values) {
        Map<String, String> given = new TreeMap<>();
        values.all(PROPERTY).forEach(pair -> given.put(pair.getKey(), pair.getValue()));
        Map<String, String> properties = readFile(values.find(PROPERTIES_FILE));
        properties.keySet().removeAll(given.keySet());
        checkFile(properties);
        properties.putAll(given);
        String fromProperties = properties.remove(KafkaPropertySyntax.BOOTSTRAP_SERVERS);
        return new KafkaConfig(
                bootstrapServers(values.find(BOOTSTRAP_SERVERS), fromProperties),
                properties,
                Set.copyOf(values.all(ALLOWED_CLASSES)));
    }

    private static String bootstrapServers(@Nullable String setting, @Nullable String property) {
        if (setting != null && property != null && !withoutBlanks(setting).equals(withoutBlanks(property))) {
            throw new ConfigException(
                    BOOTSTRAP_SERVERS.name(),
                    "is '" + setting + "', but Kafka's property bootstrap.servers is '" + property
                            + "'; give one of them");
        }
        return Objects.requireNonNullElse(setting, Objects.requireNonNullElse(property, ""));
    }

    private static String withoutBlanks(String servers) {
        return servers.replace(" ", "");
    }

    private static void checkFile(Map<String, String> properties) {
        List<String> problems = new ArrayList<>();
        properties.forEach((name, value) -> {
            try {
                KafkaPropertySyntax.check(name, value);
            } catch (ConfigException e) {
                problems.add(e.getMessage() + " (" + PROPERTIES_FILE.name() + ")");
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    private static Map<String, String> readFile(@Nullable Path file) {
        Properties properties = new Properties();
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new ConfigException(PROPERTIES_FILE.name(), "cannot read the file '" + file + "'");
            }
        }
        Map<String, String> map = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}
