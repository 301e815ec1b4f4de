/** The lab: commands around the proxy for trying, measuring and checking it. */
@NullMarked
package io.mqttproxy.bench;

import org.jspecify.annotations.NullMarked;
