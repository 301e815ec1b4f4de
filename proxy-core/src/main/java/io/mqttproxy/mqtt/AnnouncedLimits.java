package io.mqttproxy.mqtt;

/**
 * What CONNACK tells an MQTT 5 client of the proxy's limits.
 *
 * @param receiveMaximum 0 says nothing, which stands for 65,535
 * @param topicAliasMaximum 0 says nothing, which stands for none
 */
public record AnnouncedLimits(int maximumPacketSize, int receiveMaximum, int topicAliasMaximum) {}
