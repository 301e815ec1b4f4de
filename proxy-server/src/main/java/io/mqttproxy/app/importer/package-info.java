/** Other products' configuration turned into this one's. Text in, text out: nothing is read or contacted. */
@NullMarked
package io.mqttproxy.app.importer;

import org.jspecify.annotations.NullMarked;
