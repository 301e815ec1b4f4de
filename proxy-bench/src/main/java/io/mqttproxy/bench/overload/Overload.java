package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.report.OverloadResult.Check;
import java.util.List;

/** A way to ask too much of a proxy. */
interface Overload {
    /** Does it, and tells what had to hold beside the memory's bound. */
    List<Check> run(Stage stage) throws InterruptedException;
}
