package io.mqttproxy.bench.verify;

import io.mqttproxy.bench.report.Json;
import io.mqttproxy.bench.report.Verification;
import io.mqttproxy.bench.report.VerificationTable;
import io.mqttproxy.bench.terminal.Terminal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mqtt-bench verify}. */
@Command(
        name = "verify",
        description = {
            "Reads Kafka topics back and counts, for each run of 'load' with messages there, those that are stored, missing,"
                    + " stored twice and out of order.",
            "Missing means a gap between others: only 'load --verify' knows which message was sent last and which were"
                    + " acknowledged.",
            "Exit code 1 when something is missing or out of order."
        },
        mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private KafkaArguments kafka = new KafkaArguments();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the result as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.detect();
        PrintStream out = Terminal.standardOutput();
        TopicTally tally = new TopicTally();
        long deleted;
        try (TopicReader reader = kafka.reader()) {
            Map<TopicPartition, Long> beginnings = reader.beginnings();
            deleted = beginnings.values().stream().mapToLong(Long::longValue).sum();
            reader.read(beginnings, tally::add);
        }
        List<Verification> results = tally.results();
        results.forEach(result -> out.println(VerificationTable.of(result, terminal)));
        if (tally.unstamped() > 0 || results.isEmpty()) {
            out.printf("%n%,d records are not from 'load'%n", tally.unstamped());
        }
        if (deleted > 0) {
            out.printf("%n%,d older records are no longer in Kafka, and count as missing in their runs%n", deleted);
        }
        if (json != null) {
            Json.write(json, results);
        }
        return results.stream().allMatch(Verification::holds) ? 0 : 1;
    }
}
