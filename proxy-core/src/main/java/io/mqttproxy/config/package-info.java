/** The proxy's configuration as validated records; every error names the setting. */
@NullMarked
package io.mqttproxy.config;

import org.jspecify.annotations.NullMarked;
