/** The stages in front of the MQTT handlers: TLS, WebSocket, PROXY protocol, and the native transport. */
@NullMarked
package io.mqttproxy.transport;

import org.jspecify.annotations.NullMarked;
