package io.mqttproxy.app.settings;

import java.util.Map;

/** A value as somebody wrote it, not understood yet. */
public sealed interface Raw {

    /** Where it stands: {@code --listen}, {@code MQTT_PROXY_LISTEN}, {@code proxy.yaml:3:9} or {@code default}. */
    String source();

    /** A piece of text: all there is on the command line and in the environment. */
    record Text(String text, String source) implements Raw {}

    /** A YAML mapping, its keys in the order of the file. */
    record Fields(Map<String, Text> fields, String source) implements Raw {}
}
