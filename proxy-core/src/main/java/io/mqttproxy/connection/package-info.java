/** Everything that is state of one connection. One connection, one thread: its event loop. */
@NullMarked
package io.mqttproxy.connection;

import org.jspecify.annotations.NullMarked;
