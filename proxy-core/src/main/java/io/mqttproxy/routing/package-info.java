/** Routing: from an MQTT topic to a Kafka topic and a record key. */
@NullMarked
package io.mqttproxy.routing;

import org.jspecify.annotations.NullMarked;
