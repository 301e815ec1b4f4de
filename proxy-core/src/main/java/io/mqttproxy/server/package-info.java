/** Life cycle: start, listeners, drain, stop. */
@NullMarked
package io.mqttproxy.server;

import org.jspecify.annotations.NullMarked;
