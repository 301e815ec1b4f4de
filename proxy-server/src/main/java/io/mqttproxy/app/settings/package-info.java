/** One name, three places: declares settings, reads them from command line, environment and file, and merges them. */
@NullMarked
package io.mqttproxy.app.settings;

import org.jspecify.annotations.NullMarked;
