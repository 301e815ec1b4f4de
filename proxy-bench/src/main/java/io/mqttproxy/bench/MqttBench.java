package io.mqttproxy.bench;

import io.mqttproxy.bench.chaos.ChaosCommand;
import io.mqttproxy.bench.compare.CompareCommand;
import io.mqttproxy.bench.demo.DemoCommand;
import io.mqttproxy.bench.kafka.KafkaCommand;
import io.mqttproxy.bench.load.LoadCommand;
import io.mqttproxy.bench.micro.MicroCommand;
import io.mqttproxy.bench.overload.OverloadCommand;
import io.mqttproxy.bench.verify.RecordsCommand;
import io.mqttproxy.bench.verify.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code mqtt-bench}. */
@Command(
        name = "mqtt-bench",
        description = "Runs, measures and verifies the MQTT proxy for Apache Kafka, and any other MQTT server.",
        mixinStandardHelpOptions = true,
        versionProvider = BenchVersion.class,
        subcommands = {
            DemoCommand.class,
            KafkaCommand.class,
            LoadCommand.class,
            VerifyCommand.class,
            RecordsCommand.class,
            CompareCommand.class,
            ChaosCommand.class,
            OverloadCommand.class,
            MicroCommand.class
        })
public final class MqttBench {
    private MqttBench() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new MqttBench());
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("mqtt-bench: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return commandLine;
    }
}
