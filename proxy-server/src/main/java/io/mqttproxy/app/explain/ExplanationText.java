package io.mqttproxy.app.explain;

import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.kafka.RecordPreview;
import io.mqttproxy.mqtt.ReasonCodes;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An explanation for people: one line for each thing that matters. */
public final class ExplanationText {
    private final StringBuilder text = new StringBuilder();

    private ExplanationText() {}

    /** The lines. */
    public static String of(Explanation explanation) {
        ExplanationText lines = new ExplanationText();
        lines.addAll(explanation);
        return lines.text.toString();
    }

    private void addAll(Explanation explanation) {
        SamplePublish publish = explanation.publish();
        String username = publish.identity().username();
        line("MQTT topic", publish.topic());
        line("client", publish.origin().clientId() + (username == null ? ", no user name" : ", user " + username));
        if (explanation.shutOut() != null) {
            line("connect", "refused: " + explanation.shutOut().rule());
        }
        line(
                "access",
                (explanation.access().allowed() ? "allowed: " : "denied: ")
                        + explanation.access().rule());
        line("rule", rule(explanation.rule()));
        if (!explanation.route().captures().isEmpty()) {
            line("captures", captures(explanation.route().captures()));
        }
        explanation.shadowed().forEach(rule -> line("warning", rule.text()));
        if (explanation.shutOut() != null) {
            addShutOut(explanation.shutOut().refusal());
        } else if (explanation.record() != null) {
            addRecord(explanation.record());
        } else if (explanation.rejected() != null) {
            addRejection(explanation.rejected(), explanation.deadLetterTopic());
        }
    }

    private void addRecord(RecordPreview preview) {
        line("Kafka topic", preview.topic());
        line("key", preview.key() == null ? "none" : preview.key());
        preview.headers().forEach(header -> line("header", header.name() + ": " + header.value()));
        line("result", "stored");
    }

    private void addShutOut(Refusal refusal) {
        line("result", "not let in: %s (%s)".formatted(refusal.text(), ReasonCodes.text(refusal.mqtt5Code())));
    }

    private void addRejection(FailureReason reason, @Nullable String deadLetterTopic) {
        line("result", "rejected: %s (%s)".formatted(reason.text(), ReasonCodes.text(reason.reasonCode())));
        if (deadLetterTopic != null) {
            line("dead letter", "stored in Kafka topic " + deadLetterTopic);
        }
    }

    /** A rule as it stands in its file. */
    private static String rule(@Nullable RouteConfig rule) {
        if (rule == null) {
            return "none matches";
        }
        String conditions = (rule.qosMinimum() > 0 ? ", qos-minimum: " + rule.qosMinimum() : "")
                + (rule.retain() == RouteConfig.Retain.SKIP
                        ? ", retain: " + rule.retain().name().toLowerCase(Locale.ROOT)
                        : "");
        return "filter: %s, topic: %s%s%s (%s)"
                .formatted(
                        rule.filter(),
                        rule.topic(),
                        rule.key() == null ? "" : ", key: " + rule.key(),
                        conditions,
                        rule.source());
    }

    private static String captures(Map<String, String> captures) {
        return captures.entrySet().stream()
                .map(capture -> "{" + capture.getKey() + "} = " + capture.getValue())
                .collect(Collectors.joining(", "));
    }

    private void line(String label, String value) {
        text.append("%-13s%s%n".formatted(label, value));
    }
}
