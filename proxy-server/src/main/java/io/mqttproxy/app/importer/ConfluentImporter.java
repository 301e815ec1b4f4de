package io.mqttproxy.app.importer;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.RouteConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Imports the configuration of Confluent's MQTT Proxy. */
public final class ConfluentImporter {
    private static final String ROUTES = "topic.regex.list";
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    private final SourceSettings source;
    private final YamlDocument document = new YamlDocument("Imported from Confluent MQTT Proxy.");

    private ConfluentImporter(Map<String, String> settings) {
        this.source = new SourceSettings(settings);
    }

    /**
     * Makes a configuration that routes as Confluent's proxy does.
     *
     * @param file content of its properties file, or of a file that sets {@code KAFKA_MQTT_…} variables for its container
     * @throws ConfigException when a setting cannot be understood
     */
    public static Imported convert(String file) {
        Map<String, String> settings =
                ConfluentEnvironment.isIn(file) ? ConfluentEnvironment.properties(file) : PropertiesText.parse(file);
        return new ConfluentImporter(settings).convert();
    }

    private Imported convert() {
        new ConfluentListeners(source, document).add();
        String largest = source.take("mqtt.message.max.bytes");
        if (largest != null) {
            document.set("max-packet-size", PacketSize.withFixedHeader(largest, "mqtt.message.max.bytes"));
        }
        addKafka();
        addRoutes();
        noteRest();
        return document.build();
    }

    private void addKafka() {
        Map<String, String> properties = source.takeAll("security.");
        properties.putAll(source.takeAll("sasl."));
        properties.putAll(source.takeAll("ssl."));
        properties.putAll(source.takeBehind("producer."));
        @Nullable String ofProducer = properties.remove(BOOTSTRAP_SERVERS);
        String ofProxy = source.take(BOOTSTRAP_SERVERS);
        if (ofProducer == null && ofProxy == null) {
            throw new ConfigException("import", BOOTSTRAP_SERVERS + " is missing; this is no file of MQTT Proxy");
        }
        document.set("kafka-bootstrap-servers", ofProducer == null ? String.valueOf(ofProxy) : ofProducer);
        ProducerProperties.add(properties, document);
    }

    private void addRoutes() {
        List<RouteConfig> routes = new ArrayList<>();
        for (String pair : source.takeList(ROUTES, "")) {
            RouteConfig route = route(pair);
            RouteCheck.check(route, document);
            routes.add(route);
        }
        document.setRoutes(routes);
        document.set("default-topic", "none");
        document.note("default-topic: none rejects what no expression matches, and on-reject says how; name a topic to"
                + " keep it instead");
        document.note(
                "key: topic, because MQTT Proxy is thought to write the MQTT topic as the key; its documentation does"
                        + " not say, so compare with a record of yours");
        document.note("records get headers that consumers can ignore; headers: none leaves them out");
    }

    /** A comma separates pairs even inside of an expression such as {@code x{1,2}}, which the source cannot have meant. */
    private static RouteConfig route(String pair) {
        int colon = pair.indexOf(':');
        if (colon <= 0 || colon == pair.length() - 1) {
            throw new ConfigException(
                    "import",
                    "'" + pair + "' in " + ROUTES
                            + " must be a Kafka topic, a colon and an expression; each comma begins"
                            + " the next pair, even inside of an expression: write [0-9][0-9]?[0-9]? for [0-9]{1,3}");
        }
        String topic = pair.substring(0, colon).trim();
        String expression = pair.substring(colon + 1).trim();
        return new RouteConfig(
                "regex:" + expression, topic, "topic", 0, RouteConfig.Retain.STORE, null, ROUTES + " '" + pair + "'");
    }

    private void noteRest() {
        if (!source.takeAll("confluent.").isEmpty()) {
            document.note("confluent.*: no licence and no licence topic are needed");
        }
        if (source.take("network.threads.num") != null) {
            document.note("network.threads.num: there is one thread per core; event-loops is the setting");
        }
        if (source.take("network.epoll.enabled") != null) {
            document.note("network.epoll.enabled: epoll is used wherever it can be");
        }
        source.rest().forEach(name -> document.note(name + " has no equivalent"));
    }
}
