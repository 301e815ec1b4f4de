package io.mqttproxy.bench.it;

import static io.mqttproxy.bench.it.Records.assertRecord;
import static io.mqttproxy.bench.it.Records.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.kafka.EmbeddedKafka;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Proxies and devices come and go; what was acknowledged stays. */
@ExtendWith(SharedKafka.class)
@Timeout(100)
class DeliveryTest {
    private static final int DEVICES = 10;
    private static final int SOME = 100;
    private static final int CONNECTIONS = 20;

    @Test
    void aDeviceThatMovesBetweenTwoReplicasLosesNothing(EmbeddedKafka kafka) throws Exception {
        try (Lab lab = Lab.start(kafka);
                TestProxy other = lab.startReplica();
                ResendingDevice device =
                        ResendingDevice.start("device", List.of(lab.proxy().address(), other.address()))) {
            for (int connection = 1; connection <= CONNECTIONS; connection++) {
                device.awaitAcknowledged(connection * SOME);
                device.cutConnection();
                device.awaitConnections(connection + 1);
            }

            device.finish();

            assertEquals(CONNECTIONS + 1, device.connections());
            device.assertStored(lab.topic().records());
        }
    }

    @Test
    void aReplicaThatDrainsUnderLoadLosesNothing(EmbeddedKafka kafka) throws Exception {
        try (Lab lab = Lab.start(kafka, "--drain-rate=20");
                TestProxy other = lab.startReplica();
                Devices devices = Devices.start(DEVICES, lab.proxy().address(), other.address())) {
            devices.awaitAcknowledged(SOME);

            boolean inOrder = lab.proxy().drain().get(40, TimeUnit.SECONDS);
            lab.proxy().close();

            devices.awaitAcknowledged(SOME);
            devices.finish();
            assertTrue(inOrder);
            assertEquals(2 * DEVICES, devices.connections());
            assertEquals(0, devices.assertStored(lab.topic().records()));
        }
    }

    @Test
    void theWillOfAClientThatVanishesIsStored(Lab lab) throws Exception {
        RawClient client = RawClient.connect(
                lab.proxy().address(), Packets.connectWithWill("sensor-w", "plant/4/status", "offline"));
        client.send(Packets.publish(1, false, 1, "plant/4/status", "online".getBytes(UTF_8)));
        client.readPuback();

        client.vanish();

        assertRecord(
                lab.topic().awaitRecords(2).get(1),
                "sensor-w",
                "offline".getBytes(UTF_8),
                header("mqtt.topic", "plant/4/status"),
                header("mqtt.client.id", "sensor-w"),
                header("mqtt.qos", "1"),
                header("mqtt.will", "true"));
    }

    @Test
    void theFirstPublishToATopicThatKafkaHasYetToCreateIsAcknowledged(EmbeddedKafka kafka) throws Exception {
        KafkaTopic topic = KafkaTopic.unborn(kafka);
        try (TestProxy proxy = TestProxy.start(kafka.bootstrapServers(), "--route=cold/{name}={name}");
                RawClient client = RawClient.connect(proxy.address(), Packets.connect(4, "sensor"))) {
            client.send(Packets.publish(1, false, 1, "cold/" + topic.name(), "first".getBytes(UTF_8)));

            assertEquals(1, client.readPuback());
            assertEquals(List.of("first"), Records.texts(topic.records()));
        }
    }

    @Test
    void aBurstOfQos0ToATopicThatKafkaHasYetToCreateIsStoredAlthoughItsSenderIsGone(EmbeddedKafka kafka)
            throws Exception {
        KafkaTopic topic = KafkaTopic.unborn(kafka);
        ByteArrayOutputStream burst = new ByteArrayOutputStream();
        for (int i = 0; i < SOME; i++) {
            burst.writeBytes(Packets.publish(0, false, 0, "cold/" + topic.name(), ("m" + i).getBytes(UTF_8)));
        }
        burst.writeBytes(Packets.DISCONNECT);
        try (TestProxy proxy = TestProxy.start(kafka.bootstrapServers(), "--route=cold/{name}={name}")) {
            try (RawClient client = RawClient.connect(proxy.address(), Packets.connect(4, "sensor"))) {
                client.send(burst.toByteArray());
            }
            try (RawClient witness = RawClient.connect(proxy.address(), Packets.connect(4, "witness"))) {
                witness.send(Packets.publish(1, false, 1, "cold/" + topic.name(), "created".getBytes(UTF_8)));
                witness.readPuback();
            }

            List<String> stored = new ArrayList<>(Records.texts(topic.awaitRecords(SOME + 1)));
            stored.remove("created");
            assertEquals(IntStream.range(0, SOME).mapToObj(i -> "m" + i).toList(), stored);
        }
    }
}
