package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.report.OverloadResult.Check;
import java.util.List;

/** A way to overload a proxy. */
interface Overload {
    /** Runs the overload, and returns what had to hold besides the bound on memory. */
    List<Check> run(Stage stage) throws InterruptedException;

    /**
     * How many connections speak TLS.
     *
     * @param clients how many ask too much
     */
    default int tlsConnections(int clients) {
        return 0;
    }

    /** Whether what Kafka has at the end is compared with what was acknowledged. */
    default boolean readsBack() {
        return false;
    }
}
