package io.mqttproxy.bench.it;

import io.mqttproxy.bench.kafka.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** One test's own proxy, and the topic of the shared broker that everything goes to. */
record Lab(KafkaTopic topic, TestProxy proxy) implements AutoCloseable {

    static Lab start(EmbeddedKafka kafka, String... options) {
        KafkaTopic topic = KafkaTopic.create(kafka);
        return new Lab(topic, startProxy(topic, options));
    }

    /** Another proxy for the same topic; to be closed by the caller. */
    TestProxy startReplica() {
        return startProxy(topic);
    }

    private static TestProxy startProxy(KafkaTopic topic, String... options) {
        String[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = "--default-topic=" + topic.name();
        try {
            return TestProxy.start(topic.kafka().bootstrapServers(), all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        proxy.close();
    }
}
