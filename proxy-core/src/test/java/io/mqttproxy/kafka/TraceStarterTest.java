package io.mqttproxy.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.UserProperty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces as W3C Trace Context writes them: version, trace id, parent id, flags. */
class TraceStarterTest {
    private static final RandomGenerator COUNTING = () -> 0x0123456789abcdefL;

    @Test
    void aTraceIsWrittenAsTheStandardHasIt() {
        Publication mqtt3 = publication(PublishProperties.NONE);
        assertEquals(
                List.of("traceparent=00-0123456789abcdef0123456789abcdef-0123456789abcdef-01"),
                written(new TraceStarter(1, () -> COUNTING), mqtt3, "all"));
    }

    @Test
    void noTwoTracesHaveTheSameIds() {
        TraceStarter traces = new TraceStarter(1);
        List<String> all = IntStream.range(0, 1_000)
                .mapToObj(index -> written(traces, publication(PublishProperties.NONE), "all"))
                .flatMap(List::stream)
                .toList();
        assertEquals(1_000, new HashSet<>(all).size());
        all.forEach(header -> assertTrue(header.matches("traceparent=00-[0-9a-f]{32}-[0-9a-f]{16}-01"), header));
    }

    @Test
    void aTraceBegunByTheDeviceIsKept() {
        PublishProperties traced = properties(new UserProperty("site", "1"), new UserProperty("traceparent", "theirs"));
        assertEquals(List.of(), written(new TraceStarter(1), publication(traced), "all"));
    }

    @Test
    void otherUserPropertiesAreNotMistakenForATrace() {
        PublishProperties untraced = properties(new UserProperty("tracestate", "a=b"));
        assertEquals(
                1, written(new TraceStarter(1), publication(untraced), "all").size());
    }

    @ParameterizedTest
    @CsvSource({
        "all,1",
        "cloudevents,1",
        "'mqtt.topic,traceparent',1",
        "user-properties,1",
        "mqtt.topic,0",
        "minimal,0",
        "none,0",
        "strimzi,0"
    })
    void theLayoutDecidesWhetherTheHeaderIsWritten(String layout, int headers) {
        assertEquals(
                headers,
                written(new TraceStarter(1), publication(PublishProperties.NONE), layout)
                        .size());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.9})
    void theConfiguredShareOfPublicationsIsTraced(double share) {
        SplittableRandom random = new SplittableRandom(1);
        TraceStarter traces = new TraceStarter(share, () -> random);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            all.addAll(written(traces, publication(PublishProperties.NONE), "all"));
        }
        assertEquals(share, all.size() / 10_000d, share == 0 ? 0 : 0.01);
    }

    private static List<String> written(TraceStarter traces, Publication publication, String layout) {
        RecordHeaders headers = new RecordHeaders();
        traces.write(publication, HeadersConfig.parse(layout), headers);
        List<String> texts = new ArrayList<>();
        for (Header header : headers) {
            texts.add(header.key() + "=" + new String(header.value(), UTF_8));
        }
        return texts;
    }

    private static PublishProperties properties(UserProperty... properties) {
        return new PublishProperties(
                PublishProperties.ABSENT, PublishProperties.ABSENT, null, null, null, List.of(properties));
    }

    private static Publication publication(PublishProperties properties) {
        return new Publication(
                new Origin("pump-7", null),
                new Destination("plant/temp", "telemetry", null, HeadersConfig.ALL),
                Qos.AT_LEAST_ONCE,
                false,
                false,
                false,
                properties,
                new byte[0],
                0L,
                null);
    }
}
