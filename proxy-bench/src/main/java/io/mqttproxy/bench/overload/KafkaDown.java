package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.report.OverloadResult.Check;
import io.mqttproxy.bench.report.Verification;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Kafka hangs while devices publish as fast as they can; then it goes on, and everything has to arrive.
 *
 * @param share of all clients, such as 0.1
 * @param window unacknowledged publishes of one device at a time
 * @param size of a payload in bytes
 */
record KafkaDown(double share, int window, int size, boolean tls) implements Overload {
    /** Of a window: enough that Kafka hangs in the middle of it, few enough to be read back. */
    private static final int WINDOWS = 2;

    @Override
    public int tlsConnections(int clients) {
        return tls ? devices(clients) : 0;
    }

    private int devices(int clients) {
        return Math.max(1, (int) (clients * share));
    }

    @Override
    public boolean readsBack() {
        return true;
    }

    @Override
    public List<Check> run(Stage stage) throws InterruptedException {
        int count = devices(stage.plan().clients());
        long messages = (long) count * window * WINDOWS;
        try (Devices devices =
                new Devices(stage, tls, "device", count, window, size, Devices.asFastAsPossible(messages))) {
            devices.connect().publish();
            stage.waiting()
                    .require("a first acknowledgement", () -> devices.meter().acknowledged() > 0);
            stage.kafka().hang();
            try {
                stage.waiting().hold(stage.plan().outage());
            } finally {
                stage.kafka().goOn();
            }
            long start = System.nanoTime();
            boolean recovered = stage.waiting().until(() -> devices.meter().acknowledged() == messages);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            return checks(devices, recovered ? String.format("after %.1f s", millis / 1e3) : "never", recovered);
        }
    }

    private static List<Check> checks(Devices devices, String recovery, boolean recovered) {
        long again = devices.meter().publishedAgain();
        long acknowledged = devices.meter().acknowledged();
        Verification verification = devices.verify();
        return List.of(
                new Check("all acknowledged", recovery, recovered),
                new Check("acknowledged", String.format("%,d", acknowledged), acknowledged > 0),
                new Check("stored", String.format("%,d", verification.stored()), verification.stored() >= acknowledged),
                new Check("ACKED BUT MISSING", Long.toString(verification.missing()), verification.missing() == 0),
                new Check("out of order", Long.toString(verification.outOfOrder()), verification.outOfOrder() == 0),
                new Check("sent again", String.format("%,d", again), true));
    }
}
