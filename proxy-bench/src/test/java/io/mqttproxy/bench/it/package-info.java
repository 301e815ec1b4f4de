/** The whole product at work: real clients, the real proxy, a real Kafka. */
@NullMarked
package io.mqttproxy.bench.it;

import org.jspecify.annotations.NullMarked;
