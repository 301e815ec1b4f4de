package io.mqttproxy.app;

import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.app.explain.Explanation;
import io.mqttproxy.app.explain.ExplanationJson;
import io.mqttproxy.app.explain.ExplanationText;
import io.mqttproxy.app.explain.SamplePublish;
import io.mqttproxy.config.ConfigException;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.security.Identity;
import java.io.PrintWriter;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what would happen to a publish. */
@Command(
        name = "explain",
        description =
                "Says what would happen to a publish: access, rule, Kafka topic, key and headers. Contacts nobody.",
        footer = {
            "",
            "Exit codes: 0 it would be stored, 1 rejected or the device refused, 2 wrong",
            "command line or configuration."
        })
final class ExplainCommand implements SettingsCommand {
    @Parameters(paramLabel = "TOPIC", description = "MQTT topic name of the publish.")
    private String topic = "";

    @Option(names = "--client-id", paramLabel = "<id>", description = "Client id of the device. Default: client")
    private String clientId = "client";

    @Option(names = "--username", paramLabel = "<name>", description = "User name that the device has proven.")
    private @Nullable String username;

    @Option(names = "--group", paramLabel = "<name>", description = "Group of that user. Repeatable.")
    private Set<String> groups = Set.of();

    @Option(names = "--qos", paramLabel = "<n>", description = "QoS of the publish: 0, 1 or 2. Default: 1")
    private int qos = 1;

    @Option(names = "--retain", description = "The publish carries the RETAIN flag.")
    private boolean retain;

    @Option(names = "--json", description = "Print the answer as one JSON object.")
    private boolean json;

    @Override
    public int run(Supplier<AppConfig> source, PrintWriter out) {
        if (qos < 0 || qos > 2) {
            throw new ConfigException("--qos", "must be 0, 1 or 2, not " + qos);
        }
        SamplePublish publish = new SamplePublish(
                topic, new Origin(clientId, username), new Identity(username, groups, null), Qos.of(qos), retain);
        Explanation explanation = Explanation.of(publish, source.get().proxy());
        out.print(json ? ExplanationJson.of(explanation) + System.lineSeparator() : ExplanationText.of(explanation));
        out.flush();
        return explanation.isStored() ? ExitCode.OK : ExitCode.FAILURE;
    }
}
