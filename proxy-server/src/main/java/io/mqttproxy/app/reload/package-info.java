/** Takes over changed files while the proxy runs. */
@NullMarked
package io.mqttproxy.app.reload;

import org.jspecify.annotations.NullMarked;
