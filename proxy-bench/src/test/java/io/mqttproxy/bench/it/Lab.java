package io.mqttproxy.bench.it;

import io.mqttproxy.bench.kafka.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One test's own proxy, and the topic of the shared broker that everything goes to. */
record Lab(KafkaTopic topic, TestProxy proxy) implements AutoCloseable {

    static Lab start(EmbeddedKafka kafka) {
        KafkaTopic topic = KafkaTopic.create(kafka);
        return new Lab(topic, startProxy(topic));
    }

    /** Another proxy for the same topic; to be closed by the caller. */
    TestProxy startReplica() {
        return startProxy(topic);
    }

    private static TestProxy startProxy(KafkaTopic topic) {
        try {
            return TestProxy.start(topic.kafka().bootstrapServers(), "--default-topic=" + topic.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        proxy.close();
    }
}
