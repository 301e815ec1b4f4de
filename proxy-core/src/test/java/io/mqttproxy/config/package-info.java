/** Tests of the configuration records. */
@NullMarked
package io.mqttproxy.config;

import org.jspecify.annotations.NullMarked;
