/** From an MQTT topic to a Kafka topic and key. */
@NullMarked
package io.mqttproxy.routing;

import org.jspecify.annotations.NullMarked;
