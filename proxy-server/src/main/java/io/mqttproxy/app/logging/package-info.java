/** Configures the log without configuration files. */
@NullMarked
package io.mqttproxy.app.logging;

import org.jspecify.annotations.NullMarked;
