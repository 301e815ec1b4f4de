package io.mqttproxy.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.PacketLimits;
import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.TopicSyntax;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.UserProperty;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Throws damaged conversations, cut anywhere, at everything from the decoder to the hand-over to Kafka. Whatever comes in:
 * no exception reaches the end of the pipeline, nothing leaks, what is answered is MQTT, and nothing is offered to Kafka
 * that a decoder should have refused.
 *
 * <p>A short run in every build. {@code mvn -Pfuzz} runs for {@code fuzz.seconds}, from another seed each time, and then
 * lets coverage guide the damage in {@code InboundJazzerTest}. What fails is told in hexadecimal, for a new line of {@code
 * fuzz-corpus.hex}.
 */
class InboundFuzzTest {
    private static final long SECONDS = Long.getLong("fuzz.seconds", 0);
    private static final int SHORT_RUN = 4_000;

    /** Inputs of one proxy, which is then closed and found to hold nothing any more. */
    private static final int BATCH = 100;

    private final FuzzCorpus corpus = FuzzCorpus.load();

    @Test
    void theUndamagedCorpusBreaksNothing() {
        SplittableRandom random = new SplittableRandom(1);
        try (TestProxy proxy = new TestProxy()) {
            corpus.seeds().forEach(seed -> run(proxy, seed, random));
        }
    }

    @Test
    void noInputBreaksTheProxy() {
        long seed = SECONDS == 0 ? 42 : System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        for (int inputs = 0; SECONDS == 0 ? inputs < SHORT_RUN : System.nanoTime() < end; inputs += BATCH) {
            try (TestProxy proxy = new TestProxy().deadLetters()) {
                for (int i = 0; i < BATCH; i++) {
                    run(proxy, corpus.damaged(random), random);
                }
            }
        }
    }

    static void run(TestProxy proxy, byte[] input, SplittableRandom random) {
        try {
            converse(proxy, input, random);
            assertEquals(0, proxy.disconnects(CloseReason.INTERNAL_ERROR.text()), "unexpected failures");
            proxy.sink.storedPublications().forEach(InboundFuzzTest::assertLegal);
            proxy.sink.forget();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("input " + HexFormat.of().formatHex(input), e);
        }
    }

    /** The client sends in pieces; Kafka is quick, slow, full or unwell meanwhile; in the end the client is gone. */
    private static void converse(TestProxy proxy, byte[] input, SplittableRandom random) {
        TestClient client = proxy.open(ProtocolVersion.MQTT_5);
        int from = 0;
        while (from < input.length && client.channel.isOpen()) {
            int to = Math.min(input.length, from + random.nextInt(1, 64));
            client.sends(Arrays.copyOfRange(input, from, to));
            from = to;
            switch (random.nextInt(8)) {
                case 0 -> proxy.sink.backPressure(random.nextBoolean());
                case 1 -> proxy.sink.storeAll();
                case 2 -> proxy.sink.failAll(FailureReason.KAFKA_TIMEOUT);
                case 3 -> proxy.advance(Duration.ofMillis(random.nextInt(2_000)));
                default -> {}
            }
            proxy.runTasks();
        }
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofMillis(600));
        proxy.sink.storeAll();
        proxy.runTasks();
        client.received();
        client.vanishes();
    }

    private static void assertLegal(Publication publication) {
        String topic = publication.destination().mqttTopic();
        assertTrue(TopicSyntax.isValidTopicName(topic), () -> "topic '" + topic + "'");
        assertText(topic);
        assertText(publication.origin().clientId());
        assertTrue(topic.getBytes(UTF_8).length <= PacketLimits.DEFAULTS.maxTopicLength() || isDeadLetter(publication));
        assertTrue(publication.payload().length <= PacketLimits.DEFAULTS.maxPacketSize());
        for (UserProperty property : publication.properties().userProperties()) {
            assertText(property.name());
            assertText(property.value());
        }
        if (publication.properties().responseTopic() != null) {
            assertTrue(TopicSyntax.isValidTopicName(publication.properties().responseTopic()));
        }
    }

    private static boolean isDeadLetter(Publication publication) {
        return publication.destination().kafkaTopic().equals(TestProxy.DEAD_LETTERS);
    }

    /** MQTT 5.0 section 1.5.4: no U+0000, and no surrogate on its own. */
    private static void assertText(String text) {
        assertTrue(UTF_8.newEncoder().canEncode(text) && text.indexOf('\0') < 0, () -> "text '" + text + "'");
    }
}
