package io.mqttproxy.bench.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a load run has shown.
 *
 * @param title of the run
 * @param started ISO 8601
 * @param version of the tool
 * @param settings as asked for, in order
 * @param machine where it ran
 * @param seconds measured, warm-up left out
 * @param messagesPerSecond acknowledged (QoS 0: sent) while measured
 * @param counts of the whole run
 * @param closed ends of connections by reason
 * @param latency from when a message was due to its acknowledgement
 * @param connecting {@code null} when there was nothing to connect
 * @param target {@code null} when its process is not on this machine, not known, or did not live through the run
 * @param jvm {@code null} when nobody asked for it, or it did not answer
 * @param verification what Kafka has, {@code null} when nobody looked
 * @param samples one a second
 */
public record LoadReport(
        String title,
        String started,
        String version,
        Map<String, String> settings,
        String machine,
        double seconds,
        double messagesPerSecond,
        Counts counts,
        Map<String, Long> closed,
        Latency latency,
        @Nullable Connecting connecting,
        @Nullable TargetCost target,
        @Nullable JvmCost jvm,
        @Nullable Verification verification,
        List<Sample> samples)
        implements Report {

    /**
     * Sums of a whole run.
     *
     * @param connected devices whose connection was open when publishing ended
     * @param connects connections that were accepted
     * @param published messages sent, each once
     * @param publishedAgain messages sent again on another connection
     * @param acknowledged messages that were said to be stored
     * @param refused messages that were said not to be stored
     * @param unacknowledged messages of QoS 1 and 2 that nothing was said about
     * @param unsent messages that were due but never sent
     * @param strays acknowledgements of nothing that was sent
     */
    public record Counts(
            long connected,
            long connects,
            long published,
            long publishedAgain,
            long acknowledged,
            long refused,
            long unacknowledged,
            long unsent,
            long strays) {}
}
