package io.mqttproxy.bench.verify;

import io.mqttproxy.bench.report.Json;
import io.mqttproxy.bench.terminal.Terminal;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mqtt-bench records}. */
@Command(
        name = "records",
        description = {
            "Prints the records that are in Kafka topics now, each as one line of JSON.",
            "Keys, headers and values are shown as UTF-8 text. Records are in order only within a partition."
        },
        mixinStandardHelpOptions = true)
public final class RecordsCommand implements Callable<Integer> {
    @Mixin
    private KafkaArguments kafka = new KafkaArguments();

    @Override
    public Integer call() {
        PrintStream out = Terminal.standardOutput();
        try (TopicReader reader = kafka.reader()) {
            reader.read(reader.beginnings(), stored -> out.println(Json.line(RecordLine.of(stored))));
        }
        return 0;
    }
}
