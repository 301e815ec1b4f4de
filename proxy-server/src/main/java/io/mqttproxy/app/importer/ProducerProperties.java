package io.mqttproxy.app.importer;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.kafka.ProducerSettings;
import java.util.Map;
import java.util.TreeMap;

/** Takes over the properties of Kafka's producer, as far as this product's delivery contract allows them. */
final class ProducerProperties {
    private ProducerProperties() {}

    static void add(Map<String, String> properties, YamlDocument document) {
        Map<String, String> accepted = new TreeMap<>();
        properties.forEach((name, value) -> {
            try {
                ProducerSettings.checkAlone(name, value);
                accepted.put(name, value);
            } catch (ConfigException e) {
                document.note("producer property left out: " + e.getMessage());
            }
        });
        accepted.keySet().stream()
                .filter(ProducerProperties::isSecret)
                .forEach(
                        name -> document.note(
                                name
                                        + " stands in this file as it is; keep it in a file of its own and write @/path/to/file instead"));
        document.set("kafka", accepted);
    }

    private static boolean isSecret(String name) {
        return name.contains("password") || name.equals("sasl.jaas.config") || name.equals("ssl.keystore.key");
    }
}
