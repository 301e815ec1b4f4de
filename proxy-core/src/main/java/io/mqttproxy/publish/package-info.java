/** The seam between MQTT and Kafka: neither Netty nor Kafka types appear here. */
@NullMarked
package io.mqttproxy.publish;

import org.jspecify.annotations.NullMarked;
