/** The command to start with: runs Kafka and the proxy, and shows each record as it arrives. */
@NullMarked
package io.mqttproxy.bench.demo;

import org.jspecify.annotations.NullMarked;
