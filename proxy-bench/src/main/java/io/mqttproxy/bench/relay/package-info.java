/** Passes TCP connections on: a network between programs that really share a machine. */
@NullMarked
package io.mqttproxy.bench.relay;

import org.jspecify.annotations.NullMarked;
