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
            "Prints what Kafka topics have now, each record as one line of JSON, for scripts and for a look.",
            "Keys, headers and values are shown as UTF-8 text. Order means something within a partition only."
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
