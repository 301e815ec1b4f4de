/** Colours, and one line that changes, where the output is a terminal. */
@NullMarked
package io.mqttproxy.bench.terminal;

import org.jspecify.annotations.NullMarked;
