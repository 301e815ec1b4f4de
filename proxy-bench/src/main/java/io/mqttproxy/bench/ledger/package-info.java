/** Records what devices have sent, and stamps messages so that they can be found again in Kafka. */
@NullMarked
package io.mqttproxy.bench.ledger;

import org.jspecify.annotations.NullMarked;
