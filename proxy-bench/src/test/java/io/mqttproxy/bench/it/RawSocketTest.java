package io.mqttproxy.bench.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that arrive as no well-behaved client sends them. */
@ExtendWith(SharedKafka.class)
@Timeout(60)
class RawSocketTest {
    private static final int PUBLISHES = 1_000;
    private static final int CONNECTIONS = 200;

    /** The second number is more than the window lets through at once, and no byte follows that would wake anybody. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 5_000})
    void publishesInOneSegmentAreAcknowledgedInOrder(int count, Lab lab) throws Exception {
        try (RawClient client = connect(lab, "raw")) {
            client.send(publishes(1, count));

            assertAcknowledgedInOrder(client, count);
        }
        assertEquals(numbers(count), Records.texts(lab.topic().records()));
    }

    @Test
    void aThousandPublishesOneByteAtATimeAreAcknowledgedInOrder(Lab lab) throws Exception {
        try (RawClient client = connect(lab, "raw")) {
            byte[] bytes = publishes(1, PUBLISHES);
            for (int offset = 0; offset < bytes.length; offset++) {
                client.send(bytes, offset, 1);
            }

            assertAcknowledgedInOrder(client, PUBLISHES);
        }
        assertEquals(numbers(PUBLISHES), Records.texts(lab.topic().records()));
    }

    /** Netty's own decoder has refused good packets under such a load. */
    @Test
    void twoHundredConnectionsPublishInFragmentsAtOnce(Lab lab) throws Exception {
        List<FragmentedSender> senders = new ArrayList<>();
        for (int index = 0; index < CONNECTIONS; index++) {
            senders.add(new FragmentedSender(connect(lab, "raw-" + index), index));
        }

        List<FragmentedSender> sending = new ArrayList<>(senders);
        while (!sending.isEmpty()) {
            for (Iterator<FragmentedSender> turns = sending.iterator(); turns.hasNext(); ) {
                if (!turns.next().sendFragment()) {
                    turns.remove();
                }
            }
        }

        for (FragmentedSender sender : senders) {
            sender.assertAcknowledged();
        }
        assertEquals(
                CONNECTIONS * FragmentedSender.PUBLISHES, lab.topic().records().size());
    }

    @Test
    void aClientThatPublishesDisconnectsAndClosesAtOnceLosesNothing(Lab lab) throws Exception {
        int count = 10_000;
        awaitTopicKnown(lab);
        try (RawClient client = connect(lab, "raw")) {
            client.send(publishes(0, count));
            client.send(Packets.DISCONNECT);
        }

        List<String> stored = Records.texts(lab.topic().awaitRecords(1 + count));
        assertEquals(numbers(count), stored.subList(1, stored.size()));
    }

    private static RawClient connect(Lab lab, String clientId) throws IOException {
        return RawClient.connect(lab.proxy().address(), Packets.connect(4, clientId));
    }

    /** As long as Kafka's producer does not know a topic, what clients of QoS 0 leave behind is lost. */
    private static void awaitTopicKnown(Lab lab) throws IOException {
        try (RawClient client = connect(lab, "first")) {
            client.send(publishes(1, 1));
            client.readPuback();
        }
    }

    private static byte[] publishes(int qos, int count) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int number = 0; number < count; number++) {
            byte[] payload = Integer.toString(number).getBytes(UTF_8);
            bytes.writeBytes(Packets.publish(qos, false, number + 1, "a/b", payload));
        }
        return bytes.toByteArray();
    }

    private static void assertAcknowledgedInOrder(RawClient client, int count) throws IOException {
        for (int packetId = 1; packetId <= count; packetId++) {
            assertEquals(packetId, client.readPuback());
        }
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    /** One of many connections that send a few bytes at a time, in turn. */
    private static final class FragmentedSender {
        static final int PUBLISHES = 10;
        private static final int LARGEST_PAYLOAD = 10_000;
        private static final int LARGEST_FRAGMENT = 4_000;

        private final RawClient client;
        private final Random random;
        private final byte[] bytes;
        private int sent;

        FragmentedSender(RawClient client, int seed) {
            this.client = client;
            this.random = new Random(seed);
            this.bytes = publishes();
        }

        private byte[] publishes() {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            for (int packetId = 1; packetId <= PUBLISHES; packetId++) {
                byte[] payload = new byte[random.nextInt(LARGEST_PAYLOAD)];
                target.writeBytes(Packets.publish(1, false, packetId, "a/b", payload));
            }
            return target.toByteArray();
        }

        /** Returns whether there is more to send. */
        boolean sendFragment() throws IOException {
            int length = Math.min(1 + random.nextInt(LARGEST_FRAGMENT), bytes.length - sent);
            client.send(bytes, sent, length);
            sent += length;
            return sent < bytes.length;
        }

        void assertAcknowledged() throws IOException {
            assertAcknowledgedInOrder(client, PUBLISHES);
            client.close();
        }
    }
}
