package io.mqttproxy.app.explain;

import static io.mqttproxy.app.text.JsonText.fields;

import io.mqttproxy.app.text.JsonText;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.kafka.RecordPreview;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.routing.ShadowedRule;
import io.mqttproxy.security.ShutOut;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An explanation for programs: one JSON object in one line. What does not apply is {@code null}, or empty. */
public final class ExplanationJson {
    private ExplanationJson() {}

    /** The object. */
    public static String of(Explanation explanation) {
        return JsonText.of(fields(
                "topic", explanation.publish().topic(),
                "stored", explanation.isStored(),
                "refused", refusal(explanation.shutOut()),
                "access",
                        fields(
                                "allowed", explanation.access().allowed(),
                                "rule", explanation.access().rule()),
                "rule", rule(explanation.rule()),
                "captures", explanation.route().captures(),
                "warnings",
                        explanation.shadowed().stream().map(ShadowedRule::text).toList(),
                "record", kafkaRecord(explanation.record()),
                "rejected", rejection(explanation.rejected(), explanation.deadLetterTopic())));
    }

    private static @Nullable Map<String, Object> refusal(@Nullable ShutOut shutOut) {
        return shutOut == null
                ? null
                : fields(
                        "reason", shutOut.refusal().text(),
                        "reasonCode", shutOut.refusal().mqtt5Code(),
                        "rule", shutOut.rule());
    }

    private static @Nullable Map<String, Object> rule(@Nullable RouteConfig rule) {
        return rule == null
                ? null
                : fields("filter", rule.filter(), "topic", rule.topic(), "key", rule.key(), "source", rule.source());
    }

    private static @Nullable Map<String, Object> kafkaRecord(@Nullable RecordPreview preview) {
        return preview == null
                ? null
                : fields(
                        "topic", preview.topic(),
                        "key", preview.key(),
                        "headers",
                                preview.headers().stream()
                                        .map(header -> fields("name", header.name(), "value", header.value()))
                                        .toList());
    }

    private static @Nullable Map<String, Object> rejection(
            @Nullable FailureReason reason, @Nullable String deadLetterTopic) {
        return reason == null
                ? null
                : fields(
                        "reason", reason.text(),
                        "reasonCode", reason.reasonCode(),
                        "deadLetterTopic", deadLetterTopic);
    }
}
