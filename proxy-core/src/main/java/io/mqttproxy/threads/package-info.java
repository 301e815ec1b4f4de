/** How the threads that are no event loops are made. */
@NullMarked
package io.mqttproxy.threads;

import org.jspecify.annotations.NullMarked;
