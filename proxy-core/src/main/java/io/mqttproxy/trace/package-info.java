/** Shows what a single device sends and receives, while an operator watches. */
@NullMarked
package io.mqttproxy.trace;

import org.jspecify.annotations.NullMarked;
