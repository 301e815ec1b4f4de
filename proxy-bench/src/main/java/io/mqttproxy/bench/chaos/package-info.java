/** Breaks things while devices publish, and compares what was acknowledged with what Kafka has. */
@NullMarked
package io.mqttproxy.bench.chaos;

import org.jspecify.annotations.NullMarked;
