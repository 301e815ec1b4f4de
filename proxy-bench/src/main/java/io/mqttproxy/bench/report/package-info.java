/** What a run has shown: as a table, as JSON, as a page to look at. */
@NullMarked
package io.mqttproxy.bench.report;

import org.jspecify.annotations.NullMarked;
