/** What the options of several commands have in common. */
@NullMarked
package io.mqttproxy.bench.options;

import org.jspecify.annotations.NullMarked;
