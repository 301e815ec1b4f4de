package io.mqttproxy.app;

import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.kafka.KafkaHealth.Snapshot;
import io.mqttproxy.kafka.TopicProblems;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says whether the configuration is right; what is wrong with single values has thrown before this runs. */
@Command(
        name = "check",
        description = "Validates the whole configuration. Contacts nobody, except with --contact.",
        footer = {"", "Exit codes: 0 valid, 1 Kafka not reachable or a topic not writable,", "2 not valid."})
final class CheckCommand implements SettingsCommand {
    private final Function<AppConfig, Snapshot> kafka;

    @Option(
            names = "--contact",
            description =
                    "Ask Kafka once whether it answers, and whether the proxy may write to the topics of the rules.")
    private boolean contact;

    /** @param kafka asks Kafka and waits for the answer */
    CheckCommand(Function<AppConfig, Snapshot> kafka) {
        this.kafka = kafka;
    }

    @Override
    public int run(Supplier<AppConfig> source, PrintWriter out) {
        AppConfig config = source.get();
        List<String> warnings = ServerAssembly.check(config);
        out.println("The configuration is valid.");
        warnings.forEach(warning -> out.println("Warning: " + warning));
        return contact ? report(kafka.apply(config), out) : ExitCode.OK;
    }

    private static int report(Snapshot snapshot, PrintWriter out) {
        if (!snapshot.reachable()) {
            out.println("Kafka is not reachable: " + snapshot.problem());
            return ExitCode.FAILURE;
        }
        out.println("Kafka is reachable: brokers " + snapshot.brokersText());
        TopicProblems problems = snapshot.topicProblems();
        problems.byTopic()
                .forEach((topic, problem) -> out.println("Kafka topic " + topic + ": " + problem.text() + "."));
        return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
    }
}
