package io.mqttproxy.bench.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one scenario has shown.
 *
 * @param scenario its name
 * @param description what was broken
 * @param failure why it did not come to its end, {@code null} when it did
 * @param outageSeconds how long the fault was made to last; 0 when that is not ours to choose
 * @param seconds that the scenario took, with its preparation
 * @param published messages, each once however often it was sent
 * @param acknowledged messages with a PUBACK or PUBREC that says yes
 * @param stored messages that Kafka has, each counted once
 * @param ackedButMissing acknowledged messages that Kafka does not have; the contract says 0
 * @param duplicates further copies of stored messages
 * @param outOfOrder messages behind a younger one of their device, further copies left out
 * @param acksOutOfOrder acknowledgements that did not come in the order of the publishes
 * @param refused messages with a negative acknowledgement, after which MQTT 5 devices forget a message
 * @param unsettled whether some message had no acknowledgement at the end
 * @param forgiven messages that were acknowledged before the user deleted the topic that they were in
 * @param sentAgain publishes with DUP
 * @param connections that were accepted, all devices together
 * @param longestSilenceMillis the longest that any device has waited for an acknowledgement
 * @param recoveryMillis from the end of the fault until every device had an acknowledgement; -1 for never
 * @param samples over time
 */
public record ChaosResult(
        String scenario,
        String description,
        @Nullable String failure,
        double outageSeconds,
        double seconds,
        long published,
        long acknowledged,
        long stored,
        long ackedButMissing,
        long duplicates,
        long outOfOrder,
        long acksOutOfOrder,
        long refused,
        boolean unsettled,
        long forgiven,
        long sentAgain,
        long connections,
        long longestSilenceMillis,
        long recoveryMillis,
        List<ChaosSample> samples)
        implements ScenarioReport.Result {

    /**
     * A moment of a scenario.
     *
     * @param second since the scenario began
     * @param connected devices that have a connection
     */
    public record ChaosSample(double second, double acknowledgedPerSecond, int connected) {}

    /** A scenario that did not come to its end: nothing is known but why. */
    public static ChaosResult failed(String scenario, String description, String failure) {
        return new ChaosResult(
                scenario, description, failure, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, true, 0, 0, 0, 0, -1, List.of());
    }

    /** Whether the delivery contract held. */
    @Override
    public boolean holds() {
        return ackedButMissing == 0
                && outOfOrder == 0
                && acksOutOfOrder == 0
                && refused == 0
                && !unsettled
                && recoveryMillis >= 0;
    }
}
