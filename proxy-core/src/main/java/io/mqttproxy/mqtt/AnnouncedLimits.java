package io.mqttproxy.mqtt;

/**
 * The proxy's limits as CONNACK announces them to an MQTT 5 client (section 3.2.2.3).
 *
 * @param maximumPacketSize in bytes, fixed header included
 * @param receiveMaximum 1 to 65,535; 0 leaves the property out, which means 65,535
 * @param topicAliasMaximum 1 to 65,535; 0 leaves the property out, which means that no aliases are
 *     allowed
 */
public record AnnouncedLimits(int maximumPacketSize, int receiveMaximum, int topicAliasMaximum) {}
