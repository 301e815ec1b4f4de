package io.mqttproxy.bench.it;

import static io.mqttproxy.bench.it.Records.header;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.it.RawClient.Answer;
import io.mqttproxy.bench.kafka.EmbeddedKafka;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A message that Kafka will never take is the device's own fault, and must not hurt the messages around it. */
@ExtendWith(SharedKafka.class)
@Timeout(60)
class RejectTest {
    private static final int TOO_LARGE = 5_000;
    private static final int PUBLISHES = 20;
    private static final Map<String, String> SMALL_MESSAGES = Map.of("max.message.bytes", "1000");

    @Test
    void onlyTheMessageThatIsTooLargeForTheTopicBecomesADeadLetter(EmbeddedKafka kafka) throws Exception {
        KafkaTopic topic = KafkaTopic.create(kafka, SMALL_MESSAGES);
        KafkaTopic deadLetters = KafkaTopic.create(kafka);
        try (TestProxy proxy = TestProxy.start(
                        kafka.bootstrapServers(),
                        "--default-topic=" + topic.name(),
                        "--dead-letter-topic=" + deadLetters.name());
                RawClient client = RawClient.connect(proxy.address(), Packets.connect(4, "sensor"))) {
            // The very first batch is too large: with a second request on its way Kafka's client would be stuck.
            for (int packetId = 1; packetId <= PUBLISHES; packetId++) {
                client.send(Packets.publish(1, false, packetId, "a/b", payload(packetId)));
            }

            for (int packetId = 1; packetId <= PUBLISHES; packetId++) {
                assertEquals(packetId, client.readPuback());
            }
            assertEquals(PUBLISHES - 1, topic.records().size());
            ConsumerRecord<byte[], byte[]> deadLetter = deadLetters.awaitRecord();
            assertArrayEquals(Arrays.copyOf(payload(PUBLISHES / 2), 1024), deadLetter.value());
            List<String> headers = Records.headers(deadLetter);
            assertTrue(headers.contains(header("mqtt.reject.reason", "record-too-large")), headers::toString);
            assertTrue(headers.contains(header("mqtt.reject.size", Integer.toString(TOO_LARGE))), headers::toString);
        }
    }

    @Test
    void withoutDeadLettersAMessageThatIsTooLargeEndsTheConnection(EmbeddedKafka kafka) throws Exception {
        KafkaTopic topic = KafkaTopic.create(kafka, SMALL_MESSAGES);
        try (TestProxy proxy = TestProxy.start(kafka.bootstrapServers(), "--default-topic=" + topic.name());
                RawClient client3 = RawClient.connect(proxy.address(), Packets.connect(4, "sensor-3"));
                RawClient client5 = RawClient.connect(proxy.address(), Packets.connect(5, "sensor-5"))) {
            client3.send(Packets.publish(1, false, 1, "a/b", new byte[TOO_LARGE]));
            client5.send(Packets.publish5(1, "a/b", new byte[TOO_LARGE]));

            assertTrue(client3.isClosedByServer());
            Answer answer = client5.read();
            assertEquals(Packets.SERVER_DISCONNECT, answer.type());
            assertEquals(0x95, answer.body()[0] & 0xFF);
            assertTrue(client5.isClosedByServer());
            assertEquals(List.of(), topic.records());
        }
    }

    private static byte[] payload(int packetId) {
        byte[] payload = new byte[packetId == PUBLISHES / 2 ? TOO_LARGE : 10];
        Arrays.fill(payload, (byte) packetId);
        return payload;
    }
}
