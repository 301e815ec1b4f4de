/** Java programs in processes of their own, which signals can be sent to. */
@NullMarked
package io.mqttproxy.bench.process;

import org.jspecify.annotations.NullMarked;
