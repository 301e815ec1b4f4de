/** What would happen to a publish, found out without sending anything. */
@NullMarked
package io.mqttproxy.app.explain;

import org.jspecify.annotations.NullMarked;
