/** A lean MQTT client for simulated devices: it connects and publishes, thousands of times on one thread. */
@NullMarked
package io.mqttproxy.bench.client;

import org.jspecify.annotations.NullMarked;
