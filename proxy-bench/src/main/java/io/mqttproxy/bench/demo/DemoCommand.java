package io.mqttproxy.bench.demo;

import io.mqttproxy.app.RunningProxy;
import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.kafka.EmbeddedKafka;
import io.mqttproxy.bench.kafka.EmbeddedKafkaOptions;
import io.mqttproxy.bench.kafka.FreePorts;
import io.mqttproxy.bench.terminal.StatusLine;
import io.mqttproxy.bench.terminal.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqtt-bench demo}. */
@Command(
        name = "demo",
        description = {
            "Starts a real Apache Kafka and the proxy, and shows every message that arrives, until Ctrl-C.",
            "Nothing else has to be installed: --devices simulates sensors."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final int MQTT_PORT = 1883;
    private static final int KAFKA_PORT = 9092;
    private static final int PARTITIONS = 3;
    private static final long REFRESH_MILLIS = 500;

    @Option(names = "--devices", paramLabel = "N", description = "Simulated sensors (default: ${DEFAULT-VALUE}).")
    private int devices = 0;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "5",
            description = "Messages per second of all simulated sensors together (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Address to listen on for MQTT connections; 0.0.0.0 lets in all devices of your network"
                    + " (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "MQTT port (default: " + MQTT_PORT + ", or a free one if that is taken).")
    private @Nullable Integer port;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description = "Kafka port (default: " + KAFKA_PORT + ", or a free one if that is taken).")
    private @Nullable Integer kafkaPort;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "Kafka topic for all messages (default: ${DEFAULT-VALUE}).")
    private String topic = "mqtt-messages";

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = Terminal.detect();
        PrintStream out = Terminal.standardOutput();
        StatusLine screen = new StatusLine(out, terminal);
        screen.show("Starting Kafka …");
        try (StopSignal stop = new StopSignal();
                EmbeddedKafka kafka = EmbeddedKafka.start(kafkaOptions())) {
            kafka.createTopic(topic, PARTITIONS, 1, Map.of());
            RecordView view = new RecordView(terminal, ZoneId.systemDefault());
            try (RunningProxy proxy = DemoProxy.start(host, mqttPort(), kafka.bootstrapServers(), topic);
                    LiveView live = LiveView.start(kafka.bootstrapServers(), topic, view, screen);
                    DemoDevices sensors = devices == 0
                            ? null
                            : new DemoDevices(proxy.addresses().get(0), devices, rate)) {
                screen.clear();
                out.println(Welcome.text(terminal, proxy.addresses().get(0), kafka.bootstrapServers(), topic, devices));
                while (!stop.await(REFRESH_MILLIS, TimeUnit.MILLISECONDS)) {
                    screen.show((sensors == null ? "" : sensors.status()) + count(live.records()));
                }
            }
            screen.clear();
            out.println("Stopped.");
        }
        return 0;
    }

    private EmbeddedKafkaOptions kafkaOptions() {
        return EmbeddedKafkaOptions.DEFAULTS.withPort(kafkaPort == null ? FreePorts.preferably(KAFKA_PORT) : kafkaPort);
    }

    private int mqttPort() {
        return port == null ? FreePorts.preferably(MQTT_PORT) : port;
    }

    private static String count(long records) {
        return records == 0 ? "waiting for the first message …" : String.format("%,d records in Kafka", records);
    }
}
