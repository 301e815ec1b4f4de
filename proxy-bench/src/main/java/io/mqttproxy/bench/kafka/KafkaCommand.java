package io.mqttproxy.bench.kafka;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.options.DurationConverter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqtt-bench kafka}. */
@Command(
        name = "kafka",
        description = {
            "Runs a real Apache Kafka in this process, until Ctrl-C or SIGTERM.",
            "The first line of output is the bootstrap address alone."
        },
        mixinStandardHelpOptions = true)
public final class KafkaCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the first broker; the others use the ports after it. 0 for free ports"
                    + " (default: ${DEFAULT-VALUE}).")
    private int port = 9092;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Directory for the records, which are kept for the next start; without it they are deleted at the end.")
    private @Nullable Path data;

    @Option(names = "--nodes", paramLabel = "N", description = "Brokers, 1 to 9 (default: ${DEFAULT-VALUE}).")
    private int nodes = 1;

    @Option(
            names = "--keep",
            paramLabel = "SIZE",
            defaultValue = "4GiB",
            converter = SizeConverter.class,
            description =
                    "Bytes of each topic to keep on each broker, such as 512MiB; beyond this the oldest records are"
                            + " deleted. A topic with more partitions than num.partitions keeps more (default: ${DEFAULT-VALUE}).")
    private long keep;

    @Option(
            names = "--delay",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = DurationConverter.class,
            description =
                    "Simulates the distance of a Kafka: a round trip takes this long, such as 2ms or 500us, half of it"
                            + " each way, plus some tenths of a millisecond (default: ${DEFAULT-VALUE}).")
    private Duration delay = Duration.ZERO;

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description = "Any broker property, such as auto.create.topics.enable=false; repeatable.")
    private Map<String, String> properties = new TreeMap<>();

    @Override
    public Integer call() throws InterruptedException {
        try (StopSignal stop = new StopSignal()) {
            if (delay.isZero()) {
                try (EmbeddedKafka kafka = EmbeddedKafka.start(options())) {
                    serve(kafka, stop);
                }
            } else {
                try (Distance distance = new Distance(options(), delay);
                        EmbeddedKafka kafka = distance.startKafka()) {
                    serve(kafka, stop);
                }
            }
        }
        return 0;
    }

    private static void serve(EmbeddedKafka kafka, StopSignal stop) throws InterruptedException {
        System.out.println(kafka.bootstrapServers());
        stop.await();
    }

    EmbeddedKafkaOptions options() {
        return EmbeddedKafkaOptions.DEFAULTS
                .withNodes(nodes)
                .withPort(port)
                .withDataDirectory(data)
                .withBrokerProperties(BoundedLog.properties(keep, properties));
    }
}
