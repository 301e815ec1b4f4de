/** Reads Kafka topics back and finds out what became of each message of a load. */
@NullMarked
package io.mqttproxy.bench.verify;

import org.jspecify.annotations.NullMarked;
