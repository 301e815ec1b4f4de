package io.mqttproxy.bench.compare;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.report.LoadReport;
import io.mqttproxy.bench.terminal.StatusLine;

/** Something that takes the load, round after round. For one thread. */
interface Contender extends AutoCloseable {
    LoadReport round(StopSignal stop, StatusLine status) throws InterruptedException;

    @Override
    void close();
}
