/** The newcomer's command: Kafka, the proxy, and each record as it arrives. */
@NullMarked
package io.mqttproxy.bench.demo;

import org.jspecify.annotations.NullMarked;
