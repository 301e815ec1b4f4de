package io.mqttproxy.bench.verify;

import io.mqttproxy.bench.report.Verification.DeviceVerification;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The messages of one device that were read. Not thread-safe. */
final class DeviceTally {
    private final BitSet stored = new BitSet();
    private final Map<TopicPartition, Long> youngest = new HashMap<>();
    private long duplicates;
    private long outOfOrder;

    /**
     * Takes one message, in the order of its partition.
     *
     * @param partition order means nothing across partitions
     */
    void add(TopicPartition partition, long sequence) {
        int number = Math.toIntExact(sequence);
        if (stored.get(number)) {
            duplicates++;
            return;
        }
        stored.set(number);
        if (youngest.getOrDefault(partition, -1L) > sequence) {
            outOfOrder++;
        } else {
            youngest.put(partition, sequence);
        }
    }

    /** One more than the highest sequence that was read. */
    long end() {
        return stored.length();
    }

    /** How many of these are there. */
    long count(BitSet messages) {
        BitSet both = (BitSet) messages.clone();
        both.and(stored);
        return both.cardinality();
    }

    /**
     * The result.
     *
     * @param published how many messages there should be
     * @param unacknowledged those that need not be there
     */
    DeviceVerification result(int device, long published, BitSet unacknowledged) {
        BitSet missing = new BitSet();
        missing.set(0, Math.toIntExact(published));
        missing.andNot(unacknowledged);
        missing.andNot(stored);
        return new DeviceVerification(
                device, stored.cardinality(), missing.cardinality(), duplicates, outOfOrder, missing.nextSetBit(0));
    }
}
