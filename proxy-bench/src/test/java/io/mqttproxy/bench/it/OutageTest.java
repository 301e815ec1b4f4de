package io.mqttproxy.bench.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.it.RawClient.Answer;
import io.mqttproxy.bench.kafka.EmbeddedKafka;
import io.mqttproxy.bench.kafka.EmbeddedKafkaOptions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kafka goes and comes back, or never had the topic; it has a broker of its own for that. */
@Timeout(150)
class OutageTest {
    /** How long Kafka is away; {@code -Doutage=PT20S} for a longer one. */
    private static final Duration OUTAGE = Duration.parse(System.getProperty("outage", "PT3S"));

    private static final int DEVICES = 5;
    private static final int SOME = 50;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start(
                EmbeddedKafkaOptions.DEFAULTS.withBrokerProperties(Map.of("auto.create.topics.enable", "false")));
    }

    /** Where a test has failed, it may be down. */
    @BeforeEach
    void startBroker() {
        kafka.startBroker(0);
    }

    @AfterAll
    static void closeKafka() {
        kafka.close();
    }

    @Test
    void publishingResumesOnTheSameConnectionsAndNothingIsLost() throws Exception {
        try (Lab lab = Lab.start(kafka);
                Devices devices = Devices.start(DEVICES, lab.proxy().address())) {
            devices.awaitAcknowledged(SOME);

            kafka.stopBroker(0);
            devices.awaitPongs(pings());
            kafka.startBroker(0);

            devices.awaitAcknowledged(SOME);
            devices.finish();
            assertEquals(DEVICES, devices.connections());
            assertEquals(0, devices.assertStored(lab.topic().records()));
        }
    }

    /** A client library that gets no answer to its ping closes the connection, and all that it buys is a storm. */
    @Test
    void aClientThatKeepsPublishingStillGetsPingsAnswered() throws Exception {
        try (Lab lab = Lab.start(kafka);
                RawClient client = RawClient.connect(lab.proxy().address(), Packets.connect(4, "sensor"))) {
            client.send(Packets.publish(1, false, 1, "a/b", new byte[1]));
            assertEquals(1, client.readPuback());

            kafka.stopBroker(0);
            int last = 1;
            for (int ping = 0; ping < pings(); ping++) {
                client.send(Packets.publish(1, false, ++last, "a/b", new byte[1]));
                client.send(Packets.PINGREQ);
                assertEquals(Packets.PINGRESP, client.read().type());
                assertNull(client.poll(ResendingDevice.PING_AFTER));
            }
            kafka.startBroker(0);

            for (int packetId = 2; packetId <= last; packetId++) {
                assertEquals(packetId, client.readPuback());
            }
        }
    }

    @Test
    void devicesThatAreGivenUpComeBackAndNothingIsLost() throws Exception {
        try (Lab lab = Lab.start(
                        kafka,
                        "--kafka=request.timeout.ms=500",
                        "--kafka=delivery.timeout.ms=1000",
                        "--stall-timeout=1s");
                Devices devices = Devices.start(DEVICES, lab.proxy().address())) {
            devices.awaitAcknowledged(SOME);

            kafka.stopBroker(0);
            devices.awaitConnections(3);
            kafka.startBroker(0);

            devices.awaitAcknowledged(SOME);
            devices.finish();
            devices.assertStored(lab.topic().records());
        }
    }

    /** The buffer has room for two batches; even without an outage there is always somebody who has to wait. */
    @Test
    void aFullBufferHoldsDevicesBackAndNothingIsLost() throws Exception {
        try (Lab lab = Lab.start(kafka, "--kafka=batch.size=4096", "--kafka=buffer.memory=8192");
                Devices devices = Devices.start(10 * DEVICES, lab.proxy().address())) {
            devices.awaitAcknowledged(SOME);

            kafka.stopBroker(0);
            kafka.startBroker(0);

            devices.awaitAcknowledged(SOME);
            devices.finish();
            assertEquals(10 * DEVICES, devices.connections());
            assertEquals(0, devices.assertStored(lab.topic().records()));
        }
    }

    @Test
    void aTopicThatDoesNotExistIsNeverAcknowledged() throws Exception {
        KafkaTopic topic = KafkaTopic.unborn(kafka);
        try (TestProxy proxy =
                TestProxy.start(kafka.bootstrapServers(), "--default-topic=" + topic.name(), "--stall-timeout=500ms")) {
            RawClient client3 = RawClient.connect(proxy.address(), Packets.connect(4, "sensor-3"));
            RawClient client5 = RawClient.connect(proxy.address(), Packets.connect(5, "sensor-5"));

            client3.send(Packets.publish(1, false, 1, "a/b", new byte[1]));
            client5.send(Packets.publish5(1, "a/b", new byte[1]));

            assertTrue(client3.isClosedByServer());
            Answer answer = client5.read();
            assertEquals(Packets.SERVER_DISCONNECT, answer.type());
            assertEquals(0x83, answer.body()[0] & 0xFF);
            assertTrue(client5.isClosedByServer());
        }
    }

    /** What waits for Kafka has had its time when connections are drained; the producer must not take as much again. */
    @Test
    void aStopKeepsItsTimeLimitAlthoughKafkaIsGone() throws Exception {
        Lab lab = Lab.start(kafka, "--drain-timeout=3s");
        try (RawClient client = RawClient.connect(lab.proxy().address(), Packets.connect(4, "sensor"))) {
            client.send(Packets.publish(1, false, 1, "a/b", new byte[1]));
            assertEquals(1, client.readPuback());
            kafka.stopBroker(0);
            client.send(Packets.publish(1, false, 2, "a/b", new byte[1]));
            client.send(Packets.PINGREQ);
            assertEquals(Packets.PINGRESP, client.read().type());

            long begun = System.nanoTime();
            boolean inOrder = lab.proxy().drain().join();
            lab.close();

            assertFalse(inOrder);
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(taken.compareTo(Duration.ofMillis(4_500)) < 0, () -> "took " + taken);
        }
    }

    /** How many pings an outage lasts. */
    private static int pings() {
        return Math.toIntExact(OUTAGE.dividedBy(ResendingDevice.PING_AFTER));
    }
}
