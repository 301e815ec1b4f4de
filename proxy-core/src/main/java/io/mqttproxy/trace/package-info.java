/** Shows what single devices send and get while somebody watches. */
@NullMarked
package io.mqttproxy.trace;

import org.jspecify.annotations.NullMarked;
