/** Creates the threads that are not event loops. */
@NullMarked
package io.mqttproxy.threads;

import org.jspecify.annotations.NullMarked;
