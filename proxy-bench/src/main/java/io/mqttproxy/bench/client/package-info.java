/** A lean MQTT client for simulated devices, which can be run by the thousand on one thread. */
@NullMarked
package io.mqttproxy.bench.client;

import org.jspecify.annotations.NullMarked;
