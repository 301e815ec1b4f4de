package io.mqttproxy.bench.report;

import java.util.List;

/**
 * What became of the messages of one run.
 *
 * @param run number in the messages' stamps
 * @param devices of which there is at least one message, or should be
 * @param stored messages that are there, each counted once
 * @param missing acknowledged messages that are not there; without the run's ledger: gaps before the last that is
 * @param duplicates further copies of messages that are there
 * @param outOfOrder messages behind a younger one of their device in the same partition, duplicates left out
 * @param unacknowledgedStored messages that are there although nobody was told
 * @param worst devices with something missing or out of order, the worst first, at most ten
 */
public record Verification(
        int run,
        int devices,
        long stored,
        long missing,
        long duplicates,
        long outOfOrder,
        long unacknowledgedStored,
        List<DeviceVerification> worst) {

    /**
     * One device's part.
     *
     * @param device from 0
     * @param firstMissing sequence of the first missing message, -1 for none
     */
    public record DeviceVerification(
            int device, long stored, long missing, long duplicates, long outOfOrder, long firstMissing) {}

    /** Whether nothing is there although something was acknowledged: more likely it is elsewhere than lost. */
    public boolean nothingFound() {
        return stored == 0 && missing > 0;
    }

    /** Whether every acknowledged message is there, and in order. */
    public boolean holds() {
        return missing == 0 && outOfOrder == 0;
    }
}
