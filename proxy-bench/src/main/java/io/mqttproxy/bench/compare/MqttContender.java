package io.mqttproxy.bench.compare;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.load.LoadArguments;
import io.mqttproxy.bench.load.LoadPlan;
import io.mqttproxy.bench.load.LoadRun;
import io.mqttproxy.bench.load.ServerAddress;
import io.mqttproxy.bench.load.TargetLookup;
import io.mqttproxy.bench.report.LoadReport;
import io.mqttproxy.bench.target.Target;
import io.mqttproxy.bench.terminal.StatusLine;
import java.util.List;

/** An MQTT server: the proxy, or anything it is compared with. */
final class MqttContender implements Contender {
    private final CompareTarget target;
    private final LoadPlan plan;

    MqttContender(CompareTarget target, LoadArguments load) {
        this.target = target;
        List<ServerAddress> servers = List.of(ServerAddress.parse(target.address()));
        plan = load.plan(target.name(), servers, new Target(TargetLookup.processes(servers, target.pids()), null), 1);
    }

    @Override
    public LoadReport round(StopSignal stop, StatusLine status) throws InterruptedException {
        return new LoadRun(plan, stop, line -> status.show(target.name() + ": " + line)).run();
    }

    @Override
    public void close() {
        // Nothing is kept between rounds.
    }
}
