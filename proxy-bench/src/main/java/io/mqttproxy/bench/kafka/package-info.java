/** A real Apache Kafka in this JVM, to try the proxy with and to test it against. */
@NullMarked
package io.mqttproxy.bench.kafka;

import org.jspecify.annotations.NullMarked;
