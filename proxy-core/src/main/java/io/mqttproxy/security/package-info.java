/** Who may connect, and what they may publish. */
@NullMarked
package io.mqttproxy.security;

import org.jspecify.annotations.NullMarked;
