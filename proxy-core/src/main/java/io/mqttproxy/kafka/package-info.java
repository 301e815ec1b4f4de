/** Stores publications in Kafka; the only package that imports Kafka's types. */
@NullMarked
package io.mqttproxy.kafka;

import org.jspecify.annotations.NullMarked;
