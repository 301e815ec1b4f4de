/** Text that is safe where it stands: in JSON and in HTML. */
@NullMarked
package io.mqttproxy.app.text;

import org.jspecify.annotations.NullMarked;
