/**
 * The MQTT protocol without connection state: packet formats, what is malformed, and the answers of
 * each version.
 */
@NullMarked
package io.mqttproxy.mqtt;

import org.jspecify.annotations.NullMarked;
