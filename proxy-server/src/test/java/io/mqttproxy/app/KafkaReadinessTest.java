package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.app.admin.Readiness.Check;
import io.mqttproxy.app.config.KafkaOutagePolicy;
import io.mqttproxy.kafka.KafkaHealth.Broker;
import io.mqttproxy.kafka.KafkaHealth.Reach;
import io.mqttproxy.kafka.KafkaHealth.Snapshot;
import io.mqttproxy.kafka.TopicProblem;
import io.mqttproxy.kafka.TopicProblems;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KafkaReadinessTest {
    private static final Instant LOST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Snapshot DOWN = new Snapshot(
            Reach.UNREACHABLE, LOST, List.of(new Broker(1, "broker:9092")), TopicProblems.NONE, "timed out");
    private static final KafkaOutagePolicy A_MINUTE = new KafkaOutagePolicy(Optional.of(Duration.ofMinutes(1)));

    @Test
    void anOutageIsBorneForAsLongAsThePolicySays() {
        assertReady(true, DOWN, A_MINUTE, LOST.plusSeconds(59));
        assertReady(false, DOWN, A_MINUTE, LOST.plusSeconds(60));
    }

    @Test
    void aProxyThatIsReadyInOutagesStaysReady() {
        assertReady(true, DOWN, KafkaOutagePolicy.READY, LOST.plus(Duration.ofDays(1)));
    }

    @Test
    void nobodyIsReadyBeforeKafkaHasAnsweredOnce() {
        Snapshot never = new Snapshot(Reach.NOT_ASKED, LOST, List.of(), TopicProblems.NONE, "not asked yet");

        assertReady(false, never, KafkaOutagePolicy.READY, LOST.plusSeconds(1));
    }

    @Test
    void whatHasNotBeenAskedYetIsNotCalledUnreachable() {
        Snapshot early = new Snapshot(Reach.NOT_ASKED, LOST, List.of(), TopicProblems.NONE, "not asked yet");

        assertEquals(
                "not asked yet",
                KafkaReadiness.of(early, KafkaOutagePolicy.READY, LOST).detail());
        assertEquals(
                "not reachable since 2026-01-01T00:00:00Z: timed out",
                KafkaReadiness.of(DOWN, A_MINUTE, LOST.plusSeconds(60)).detail());
    }

    @Test
    void whoIsReadyInAnOutageSaysWhy() {
        assertEquals(
                "not reachable since 2026-01-01T00:00:00Z, still ready as ready-when-kafka-down says: timed out",
                KafkaReadiness.of(DOWN, KafkaOutagePolicy.READY, LOST).detail());
    }

    @Test
    void aTopicThatCannotBeWrittenToIsToldAndDoesNotCount() {
        TopicProblems problems = new TopicProblems(
                new TreeMap<>(Map.of("alarms", TopicProblem.NO_WRITE, "telemetry", TopicProblem.MISSING)));
        Snapshot snapshot = new Snapshot(Reach.REACHABLE, LOST, List.of(new Broker(1, "broker:9092")), problems, "");

        assertEquals(
                new Check(
                        true,
                        "brokers broker:9092 (1); topics that cannot be written to: alarms (the proxy may not WRITE to"
                                + " it), telemetry (it does not exist)"),
                KafkaReadiness.of(snapshot, KafkaOutagePolicy.READY, LOST));
    }

    private static void assertReady(boolean ready, Snapshot snapshot, KafkaOutagePolicy policy, Instant now) {
        assertEquals(ready, KafkaReadiness.of(snapshot, policy, now).ready());
    }
}
