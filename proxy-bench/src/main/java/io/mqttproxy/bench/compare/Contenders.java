package io.mqttproxy.bench.compare;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.load.LoadArguments;
import io.mqttproxy.bench.report.LoadReport;
import io.mqttproxy.bench.terminal.StatusLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    /** One round of each. */
    List<LoadReport> round(StopSignal stop, StatusLine status) throws InterruptedException {
        List<LoadReport> reports = new ArrayList<>();
        for (Contender contender : contenders) {
            reports.add(contender.round(stop, status));
        }
        return reports;
    }

    @Override
    public void close() {
        contenders.forEach(Contender::close);
    }
}
