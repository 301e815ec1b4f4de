package io.mqttproxy.app.importer;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.RouteConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Imports the configuration of the Strimzi MQTT Bridge: {@code application.properties} and the topic mapping rules. */
public final class StrimziImporter {
    private static final String PLAIN_HOST = "mqtt.host";
    private static final String PLAIN_PORT = "mqtt.port";

    private final SourceSettings source;
    private final YamlDocument document = new YamlDocument("Imported from the Strimzi MQTT Bridge.");

    private StrimziImporter(Map<String, String> properties) {
        this.source = new SourceSettings(properties);
    }

    /**
     * Makes a configuration that routes as the bridge does.
     *
     * @param properties content of {@code application.properties}
     * @param mappingRules content of {@code topic-mapping-rules.json}: an array of rules
     * @throws ConfigException when the rules are not such an array, or a setting cannot be understood
     */
    public static Imported convert(String properties, String mappingRules) {
        return new StrimziImporter(PropertiesText.parse(properties)).convert(StrimziRules.parse(mappingRules));
    }

    private Imported convert(List<StrimziRule> rules) {
        addListener();
        addKafka();
        addRoutes(rules);
        document.set("headers", "strimzi");
        source.rest().forEach(name -> document.note(name + " has no equivalent"));
        return document.build();
    }

    private void addListener() {
        noteIgnored("mqtt.server.host", PLAIN_HOST);
        noteIgnored("mqtt.server.port", PLAIN_PORT);
        document.set("listen", "mqtt://" + source.take(PLAIN_HOST, "0.0.0.0") + ":" + source.take(PLAIN_PORT, "1883"));
        document.set("allow-anonymous", "true");
        document.note("allow-anonymous: the bridge lets everybody publish, and so does this file");
        String largest = source.take("mqtt.max.bytes.message");
        if (largest != null) {
            document.set("max-packet-size", PacketSize.withFixedHeader(largest, "mqtt.max.bytes.message"));
        }
    }

    /** The bridge's documentation names these settings, but its code reads others. */
    private void noteIgnored(String documented, String read) {
        String value = source.take(documented);
        if (value != null) {
            document.note(documented + "=" + value + " is ignored by the bridge, which reads " + read
                    + "; correct listen if it is what you meant");
        }
    }

    private void addKafka() {
        if (source.take("bridge.id") != null) {
            document.note(
                    "bridge.id has no effect in the bridge either; set client.id under kafka for Kafka's logs and quotas");
        }
        document.set("kafka-bootstrap-servers", source.take("kafka.bootstrap.servers", "localhost:9092"));
        Map<String, String> producer = source.takeBehind("kafka.producer.");
        Map<String, String> properties = source.takeBehind("kafka.");
        properties.putAll(producer);
        ProducerProperties.add(properties, document);
    }

    private void addRoutes(List<StrimziRule> rules) {
        List<RouteConfig> routes = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            RouteConfig route = rules.get(i).toRoute("mapping rule " + (i + 1), document);
            RouteCheck.check(route, document);
            routes.add(route);
        }
        // The bridge's records of the default topic have no key, and ours would have one; so this is a rule as well.
        routes.add(route("regex:(?s).*", source.take("bridge.topic.default", "messages_default"), "none"));
        document.setRoutes(routes);
        document.set("default-topic", "none");
    }

    private static RouteConfig route(String filter, String topic, String key) {
        return new RouteConfig(filter, topic, key, 0, RouteConfig.Retain.STORE, null, "default topic");
    }
}
