package io.mqttproxy.bench.compare;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.load.LoadArguments;
import io.mqttproxy.bench.report.LoadReport;
import io.mqttproxy.bench.terminal.StatusLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All targets, in the order given. For one thread. */
final class Contenders implements AutoCloseable {
    private final List<Contender> contenders = new ArrayList<>();

    Contenders(List<CompareTarget> targets, LoadArguments load, Map<String, String> producer) {
        for (CompareTarget target : targets) {
            contenders.add(
                    target.isProducer()
                            ? new ProducerContender(target, load.workload(), producer)
                            : new MqttContender(target, load));
        }
    }

    /** One round of each; empty when it was stopped, because a part of a round cannot be compared. */
    List<LoadReport> round(StopSignal stop, StatusLine status) throws InterruptedException {
        List<LoadReport> reports = new ArrayList<>();
        try {
            for (Contender contender : contenders) {
                reports.add(contender.round(stop, status));
                if (stop.await(0, TimeUnit.SECONDS)) {
                    return List.of();
                }
            }
            return reports;
        } catch (IllegalStateException e) {
            // Ctrl-C in a terminal ends the producer's process as well, and we may hear of that first.
            if (stop.await(1, TimeUnit.SECONDS)) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        contenders.forEach(Contender::close);
    }
}
