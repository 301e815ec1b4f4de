/** Simulated devices that publish on a schedule, and what they measure. */
@NullMarked
package io.mqttproxy.bench.load;

import org.jspecify.annotations.NullMarked;
