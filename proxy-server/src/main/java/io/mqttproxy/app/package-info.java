/** The application: commands, start and stop, and the one place where everything is wired together. */
@NullMarked
package io.mqttproxy.app;

import org.jspecify.annotations.NullMarked;
