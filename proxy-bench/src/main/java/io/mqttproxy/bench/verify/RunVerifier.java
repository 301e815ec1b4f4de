package io.mqttproxy.bench.verify;

import io.mqttproxy.bench.ledger.Ledger;
import io.mqttproxy.bench.report.Verification;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Checks one run: created before the run begins, asked after it has ended. For one thread. */
public final class RunVerifier implements AutoCloseable {
    private final TopicReader reader;
    private final Map<TopicPartition, Long> start;

    /** Notes the current ends of the topics; earlier records are not read. */
    public RunVerifier(KafkaArguments kafka) {
        reader = kafka.reader();
        start = reader.ends();
    }

    /** Reads what has been stored since, and compares it with what was sent. */
    public Verification verify(int run, Ledger ledger) {
        TopicTally tally = new TopicTally();
        reader.read(start, tally::add);
        return tally.result(run, ledger);
    }

    /** Records that Kafka has deleted before they were read: they count as missing, and nothing lost them. */
    public long deleted() {
        return reader.deleted(start);
    }

    @Override
    public void close() {
        reader.close();
    }
}
