package io.mqttproxy.bench.verify;

import io.mqttproxy.bench.ledger.Ledger;
import io.mqttproxy.bench.ledger.Stamp;
import io.mqttproxy.bench.report.Verification;
import io.mqttproxy.bench.report.Verification.DeviceVerification;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** The messages of one run that were read. Not thread-safe. */
final class RunTally {
    private static final int WORST = 10;
    private static final BitSet NONE = new BitSet();

    private final int run;
    private final Map<Integer, DeviceTally> devices = new TreeMap<>();

    RunTally(int run) {
        this.run = run;
    }

    void add(TopicPartition partition, Stamp stamp) {
        devices.computeIfAbsent(stamp.device(), any -> new DeviceTally()).add(partition, stamp.sequence());
    }

    /** Checks the run without a ledger: messages missing at the end of a device's sequence go unnoticed. */
    Verification result() {
        return sum(
                devices.entrySet().stream()
                        .map(entry -> entry.getValue()
                                .result(entry.getKey(), entry.getValue().end(), NONE))
                        .toList(),
                0);
    }

    /** Checks the run against what the devices have recorded as sent. */
    Verification result(Ledger ledger) {
        DeviceTally nothing = new DeviceTally();
        List<DeviceVerification> results = IntStream.range(0, ledger.devices())
                .mapToObj(device -> devices.getOrDefault(device, nothing)
                        .result(device, ledger.published(device), ledger.unacknowledged(device)))
                .toList();
        long unacknowledgedStored = IntStream.range(0, ledger.devices())
                .mapToLong(device -> devices.getOrDefault(device, nothing).count(ledger.unacknowledged(device)))
                .sum();
        return sum(results, unacknowledgedStored);
    }

    private Verification sum(List<DeviceVerification> results, long unacknowledgedStored) {
        return new Verification(
                run,
                results.size(),
                results.stream().mapToLong(DeviceVerification::stored).sum(),
                results.stream().mapToLong(DeviceVerification::missing).sum(),
                results.stream().mapToLong(DeviceVerification::duplicates).sum(),
                results.stream().mapToLong(DeviceVerification::outOfOrder).sum(),
                unacknowledgedStored,
                results.stream()
                        .filter(device -> device.missing() > 0 || device.outOfOrder() > 0)
                        .sorted(Comparator.comparingLong(DeviceVerification::missing)
                                .thenComparingLong(DeviceVerification::outOfOrder)
                                .reversed())
                        .limit(WORST)
                        .toList());
    }
}
