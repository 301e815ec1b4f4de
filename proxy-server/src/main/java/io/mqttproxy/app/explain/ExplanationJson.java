package io.mqttproxy.app.explain;

import io.mqttproxy.app.text.JsonText;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.kafka.RecordPreview;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.routing.ShadowedRule;
import io.mqttproxy.security.AclVerdict;
import io.mqttproxy.security.ShutOut;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An explanation for programs: one JSON object in one line. What does not apply is {@code null}, or empty. */
public final class ExplanationJson {
    private ExplanationJson() {}

    /** The object. */
    public static String of(Explanation explanation) {
        return ("{\"topic\":%s,\"stored\":%s,\"refused\":%s,\"access\":%s,\"rule\":%s,\"captures\":%s,\"warnings\":%s,"
                        + "\"record\":%s,\"rejected\":%s}")
                .formatted(
                        JsonText.quoted(explanation.publish().topic()),
                        explanation.isStored(),
                        orNull(explanation.shutOut(), ExplanationJson::refusal),
                        access(explanation.access()),
                        orNull(explanation.rule(), ExplanationJson::rule),
                        captures(explanation.route().captures()),
                        warnings(explanation.shadowed()),
                        orNull(explanation.record(), ExplanationJson::kafkaRecord),
                        orNull(explanation.rejected(), reason -> rejection(reason, explanation.deadLetterTopic())));
    }

    private static String refusal(ShutOut shutOut) {
        return "{\"reason\":%s,\"reasonCode\":%d,\"rule\":%s}"
                .formatted(
                        JsonText.quoted(shutOut.refusal().text()),
                        shutOut.refusal().mqtt5Code(),
                        JsonText.quoted(shutOut.rule()));
    }

    private static String access(AclVerdict verdict) {
        return "{\"allowed\":%s,\"rule\":%s}".formatted(verdict.allowed(), JsonText.quoted(verdict.rule()));
    }

    private static String rule(RouteConfig rule) {
        return "{\"filter\":%s,\"topic\":%s,\"key\":%s,\"source\":%s}"
                .formatted(
                        JsonText.quoted(rule.filter()),
                        JsonText.quoted(rule.topic()),
                        orNull(rule.key(), JsonText::quoted),
                        JsonText.quoted(rule.source()));
    }

    private static String captures(Map<String, String> captures) {
        return captures.entrySet().stream()
                .map(capture -> JsonText.quoted(capture.getKey()) + ":" + JsonText.quoted(capture.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String warnings(List<ShadowedRule> shadowed) {
        return shadowed.stream().map(rule -> JsonText.quoted(rule.text())).collect(Collectors.joining(",", "[", "]"));
    }

    private static String kafkaRecord(RecordPreview preview) {
        String headers = preview.headers().stream()
                .map(header -> "{\"name\":%s,\"value\":%s}"
                        .formatted(JsonText.quoted(header.name()), JsonText.quoted(header.value())))
                .collect(Collectors.joining(",", "[", "]"));
        return "{\"topic\":%s,\"key\":%s,\"headers\":%s}"
                .formatted(JsonText.quoted(preview.topic()), orNull(preview.key(), JsonText::quoted), headers);
    }

    private static String rejection(FailureReason reason, @Nullable String deadLetterTopic) {
        return "{\"reason\":%s,\"reasonCode\":%d,\"deadLetterTopic\":%s}"
                .formatted(
                        JsonText.quoted(reason.text()), reason.reasonCode(), orNull(deadLetterTopic, JsonText::quoted));
    }

    private static <T> String orNull(@Nullable T value, Function<T, String> json) {
        return value == null ? "null" : json.apply(value);
    }
}
