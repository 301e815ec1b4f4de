/** Protocol facts without connection state: what packets look like, what is malformed, how each version says no. */
@NullMarked
package io.mqttproxy.mqtt;

import org.jspecify.annotations.NullMarked;
