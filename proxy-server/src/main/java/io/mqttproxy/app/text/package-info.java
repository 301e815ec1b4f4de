/** Text that is safe where it stands. */
@NullMarked
package io.mqttproxy.app.text;

import org.jspecify.annotations.NullMarked;
