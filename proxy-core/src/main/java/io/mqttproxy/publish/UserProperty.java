package io.mqttproxy.publish;

/** One MQTT 5 user property (section 3.3.2.3.7): names may repeat and their order counts. */
public record UserProperty(String name, String value) {}
