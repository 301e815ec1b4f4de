/** Tests of the transport: on embedded channels, over real sockets, with real clients and certificates. */
@NullMarked
package io.mqttproxy.transport;

import org.jspecify.annotations.NullMarked;
