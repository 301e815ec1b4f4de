/** Overloads a proxy in many ways and watches its memory: {@code mqtt-bench overload}. */
@NullMarked
package io.mqttproxy.bench.overload;

import org.jspecify.annotations.NullMarked;
