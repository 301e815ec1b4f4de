/** JMH loops over the parts that every message passes; {@code mqtt-bench micro} runs them. */
@NullMarked
package io.mqttproxy.bench.micro;

import org.jspecify.annotations.NullMarked;
