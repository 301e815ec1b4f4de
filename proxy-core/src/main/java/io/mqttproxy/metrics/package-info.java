/** Every meter of the proxy, in one file. */
@NullMarked
package io.mqttproxy.metrics;

import org.jspecify.annotations.NullMarked;
