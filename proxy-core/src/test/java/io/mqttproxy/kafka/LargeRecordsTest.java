package io.mqttproxy.kafka;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.Qos;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Large records have a turn in a full buffer, and others never wait for it for long. */
class LargeRecordsTest {
    private static final int BATCH_SIZE = 1_024;

    private long now;
    private final LargeRecords records = new LargeRecords(BATCH_SIZE, () -> now);
    private final Publication small = publication(1);
    private final Publication large = publication(BATCH_SIZE);
    private final Publication another = publication(BATCH_SIZE);

    @Test
    void aSmallRecordHasNoTurn() {
        assertFalse(records.refused(small));

        assertTrue(records.mayPass(another));
    }

    @Test
    void nothingPassesInTheTurnOfALargeRecord() {
        assertTrue(records.refused(large));

        assertTrue(records.mayPass(large));
        assertFalse(records.mayPass(small));
        assertFalse(records.mayPass(another));
        assertFalse(records.refused(another));
    }

    @Test
    void theTurnEndsWhenThereIsRoom() {
        records.refused(large);
        records.accepted(small);
        assertFalse(records.mayPass(small));

        records.accepted(large);

        assertTrue(records.mayPass(small));
        assertTrue(records.refused(another));
    }

    /** Otherwise large records would take it all. */
    @Test
    void othersThenHaveAsMuchTimeAsTheTurnTook() {
        records.refused(large);
        passes(Duration.ofMillis(100));
        records.accepted(large);

        passes(Duration.ofMillis(99));
        assertFalse(records.refused(another));
        assertTrue(records.mayPass(small));
        passes(Duration.ofMillis(1));
        assertTrue(records.refused(another));
    }

    @Test
    void aTurnWithoutRoomEndsAndIsNotFollowedByAnotherAtOnce() {
        records.refused(large);
        for (int tenths = 1; tenths <= 10; tenths++) {
            passes(Duration.ofMillis(100));
            assertTrue(records.refused(large));
            assertFalse(records.mayPass(small));
        }

        passes(Duration.ofMillis(100));
        assertFalse(records.refused(large));
        assertTrue(records.mayPass(small));
        assertFalse(records.refused(another));
        passes(Duration.ofSeconds(1));
        assertTrue(records.refused(another));
    }

    /** Its first turn may have been in an outage. */
    @Test
    void whatHasHadATurnInVainHasAnotherAfterThePause() {
        records.refused(large);
        passes(Duration.ofMillis(1_900));
        assertFalse(records.refused(large));

        passes(Duration.ofMillis(100));

        assertTrue(records.refused(large));
        assertFalse(records.mayPass(small));
    }

    @Test
    void whatFindsRoomLongAfterItsTurnDoesNotDelayTheNextOne() {
        records.refused(large);
        passes(Duration.ofMinutes(1));
        records.accepted(large);

        passes(Duration.ofSeconds(1));

        assertTrue(records.refused(another));
    }

    /** Its connection has ended. */
    @Test
    void theTurnOfWhatIsNotOfferedAgainEnds() {
        records.refused(large);
        passes(Duration.ofMillis(200));
        assertFalse(records.mayPass(small));

        passes(Duration.ofMillis(1));

        assertTrue(records.mayPass(small));
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    private static Publication publication(int bytes) {
        return new Publication(
                new Origin("d", null),
                new Destination("a", "a", new byte[0], HeadersConfig.ALL),
                Qos.AT_LEAST_ONCE,
                false,
                false,
                false,
                PublishProperties.NONE,
                new byte[bytes],
                1L,
                null);
    }
}
