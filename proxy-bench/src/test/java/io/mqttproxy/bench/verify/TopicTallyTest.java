package io.mqttproxy.bench.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.ledger.Ledger;
import io.mqttproxy.bench.report.Verification;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TopicTallyTest {
    private static final int RUN = 7;
    private final TopicTally tally = new TopicTally();

    @Test
    void aCompleteRunInOrderHolds() {
        store(0, 0, 1, 2);
        store(1, 0, 1);

        Verification result = only();

        assertTrue(result.holds());
        assertEquals(2, result.devices());
        assertEquals(5, result.stored());
    }

    @Test
    void aGapCountsAsMissing() {
        store(0, 0, 1, 4);

        Verification result = only();

        assertFalse(result.holds());
        assertEquals(2, result.missing());
        assertEquals(2, result.worst().get(0).firstMissing());
    }

    @Test
    void aSecondCopyIsADuplicateAndNotOutOfOrder() {
        store(0, 0, 1, 2, 1, 2, 3);

        Verification result = only();

        assertTrue(result.holds());
        assertEquals(4, result.stored());
        assertEquals(2, result.duplicates());
    }

    @Test
    void aMessageBehindAYoungerOneIsOutOfOrder() {
        store(0, 0, 2, 1, 3);

        Verification result = only();

        assertFalse(result.holds());
        assertEquals(1, result.outOfOrder());
    }

    @Test
    void partitionsHaveNoOrderAmongThemselves() {
        add("one", 1, value(RUN, 0, 1));
        add("one", 0, value(RUN, 0, 0));

        assertTrue(only().holds());
    }

    @Test
    void partitionsOfDifferentTopicsHaveNoOrderEither() {
        add("one", 0, value(RUN, 0, 1));
        add("other", 0, value(RUN, 0, 0));

        assertTrue(only().holds());
    }

    @Test
    void theLedgerShowsWhatIsMissingAtTheEndAndInDevicesThatStoredNothing() {
        store(0, 0, 1);
        Ledger ledger = new Ledger(2);
        ledger.enter(0, 4, new BitSet());
        ledger.enter(1, 3, new BitSet());

        Verification result = tally.result(RUN, ledger);

        assertEquals(5, result.missing());
        assertEquals(1, result.worst().get(0).device());
    }

    @Test
    void aRunWithoutAnyStoredMessageIsReported() {
        Ledger ledger = new Ledger(1);
        ledger.enter(0, 2, new BitSet());
        assertTrue(tally.result(RUN, ledger).nothingFound());

        store(0, 1);
        assertFalse(tally.result(RUN, ledger).nothingFound());
    }

    @Test
    void unacknowledgedMessagesMayOrMayNotBeStored() {
        store(0, 0, 1, 3);
        BitSet unacknowledged = new BitSet();
        unacknowledged.set(2, 4);
        Ledger ledger = new Ledger(1);
        ledger.enter(0, 4, unacknowledged);

        Verification result = tally.result(RUN, ledger);

        assertTrue(result.holds());
        assertEquals(1, result.unacknowledgedStored());
    }

    @Test
    void runsAreKeptApartAndOtherRecordsCounted() {
        add("one", 0, value(1, 0, 0));
        add("one", 0, value(2, 0, 0));
        add("one", 0, new byte[3]);

        assertEquals(2, tally.results().size());
        assertEquals(1, tally.unstamped());
    }

    private Verification only() {
        assertEquals(1, tally.results().size());
        return tally.results().get(0);
    }

    private void store(int device, long... sequences) {
        for (long sequence : sequences) {
            add("one", 0, value(RUN, device, sequence));
        }
    }

    private void add(String topic, int partition, byte[] value) {
        tally.add(new ConsumerRecord<>(topic, partition, 0, new byte[0], value));
    }

    private static byte[] value(int run, int device, long sequence) {
        return ByteBuffer.allocate(20)
                .putInt(run)
                .putInt(device)
                .putLong(sequence)
                .array();
    }
}
