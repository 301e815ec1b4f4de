package io.mqttproxy.bench.verify;

import io.mqttproxy.bench.ledger.Ledger;
import io.mqttproxy.bench.ledger.Stamp;
import io.mqttproxy.bench.report.Verification;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Sorts what was read by the run that it belongs to. Not thread-safe. */
public final class TopicTally {
    private final Map<Integer, RunTally> runs = new TreeMap<>();
    private long unstamped;

    /** Of all that a topic has now. */
    public static TopicTally of(String bootstrapServers, String topic) {
        TopicTally tally = new TopicTally();
        try (TopicReader reader = new TopicReader(Map.of("bootstrap.servers", bootstrapServers), List.of(topic))) {
            reader.read(reader.beginnings(), tally::add);
        }
        return tally;
    }

    /** Takes one record, in the order of its partition. */
    public void add(ConsumerRecord<byte[], byte[]> stored) {
        if (stored.value() == null) {
            return;
        }
        Stamp stamp = Stamp.read(stored.value());
        if (stamp == null || stamp.device() < 0 || stamp.sequence() < 0 || stamp.sequence() >= Integer.MAX_VALUE) {
            unstamped++;
            return;
        }
        runs.computeIfAbsent(stamp.run(), RunTally::new)
                .add(new TopicPartition(stored.topic(), stored.partition()), stamp);
    }

    /** Records that no load has made. */
    public long unstamped() {
        return unstamped;
    }

    /** Each run compared with itself. */
    public List<Verification> results() {
        return runs.values().stream().map(RunTally::result).toList();
    }

    /** One run compared with what its devices have sent. */
    public Verification result(int run, Ledger ledger) {
        return runs.getOrDefault(run, new RunTally(run)).result(ledger);
    }
}
