/** The same load against several targets in turn, one of them Kafka's own producer. */
@NullMarked
package io.mqttproxy.bench.compare;

import org.jspecify.annotations.NullMarked;
