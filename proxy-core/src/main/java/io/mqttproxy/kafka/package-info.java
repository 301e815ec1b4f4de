/** The only package that knows Kafka. */
@NullMarked
package io.mqttproxy.kafka;

import org.jspecify.annotations.NullMarked;
