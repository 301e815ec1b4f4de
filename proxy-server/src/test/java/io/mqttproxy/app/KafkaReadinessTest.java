package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.app.config.KafkaOutagePolicy;
import io.mqttproxy.kafka.KafkaHealth.Broker;
import io.mqttproxy.kafka.KafkaHealth.Reach;
import io.mqttproxy.kafka.KafkaHealth.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KafkaReadinessTest {
    private static final Instant LOST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Snapshot DOWN =
            new Snapshot(Reach.UNREACHABLE, LOST, List.of(new Broker(1, "broker:9092")), Set.of(), "timed out");
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
        Snapshot never = new Snapshot(Reach.NOT_ASKED, LOST, List.of(), Set.of(), "not asked yet");

        assertReady(false, never, KafkaOutagePolicy.READY, LOST.plusSeconds(1));
    }

    @Test
    void whatHasNotBeenAskedYetIsNotCalledUnreachable() {
        Snapshot early = new Snapshot(Reach.NOT_ASKED, LOST, List.of(), Set.of(), "not asked yet");

        assertEquals(
                "not asked yet",
                KafkaReadiness.of(early, KafkaOutagePolicy.READY, LOST).detail());
        assertEquals(
                "not reachable since 2026-01-01T00:00:00Z: timed out",
                KafkaReadiness.of(DOWN, KafkaOutagePolicy.READY, LOST).detail());
    }

    private static void assertReady(boolean ready, Snapshot snapshot, KafkaOutagePolicy policy, Instant now) {
        assertEquals(ready, KafkaReadiness.of(snapshot, policy, now).ok());
    }
}
