/** What the measured server costs: processor time and memory of its process. */
@NullMarked
package io.mqttproxy.bench.target;

import org.jspecify.annotations.NullMarked;
