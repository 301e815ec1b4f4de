/** What commands that break or overload a proxy have in common: its process, and waiting for what becomes of it. */
@NullMarked
package io.mqttproxy.bench.lab;

import org.jspecify.annotations.NullMarked;
