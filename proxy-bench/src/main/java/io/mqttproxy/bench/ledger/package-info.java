/** What devices have sent, and how one finds it again. */
@NullMarked
package io.mqttproxy.bench.ledger;

import org.jspecify.annotations.NullMarked;
