package io.mqttproxy.bench.load;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.client.Carrier;
import io.mqttproxy.bench.client.FakeMqttServer;
import io.mqttproxy.bench.client.MqttVersion;
import io.mqttproxy.bench.client.ServerAnswers;
import io.mqttproxy.bench.ledger.Ledger;
import io.mqttproxy.bench.ledger.Stamp;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FleetTest {
    private static final int DEVICES = 5;
    private static final int MESSAGES = 100;
    private static final int RUN = 7;

    @Test
    void everyMessageOfTheScheduleIsSentOnceAndInOrder() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::obliging);
                Fleet fleet = fleet(options(server.address(), DEVICES, false, 4))) {
            fleet.connect();
            fleet.publish();
            await(() -> fleet.meter().acknowledged() == MESSAGES);

            Ledger ledger = fleet.disconnect();

            assertTrue(fleet.isDone());
            assertEquals(0, fleet.meter().owed());
            assertEquals(0, fleet.meter().inFlight());
            assertEquals(MESSAGES, fleet.meter().takeAcknowledgementMicros().getTotalCount());
            long[] next = new long[DEVICES];
            for (Stamp stamp : receivedStamps(server, MESSAGES)) {
                assertEquals(RUN, stamp.run());
                assertEquals(next[stamp.device()]++, stamp.sequence());
            }
            for (int device = 0; device < DEVICES; device++) {
                assertEquals(MESSAGES / DEVICES, ledger.published(device));
                assertEquals(new BitSet(), ledger.unacknowledged(device));
            }
        }
    }

    @Test
    void unacknowledgedMessagesAreInTheLedger() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::silent);
                Fleet fleet = fleet(options(server.address(), DEVICES, false, 3))) {
            fleet.connect();
            fleet.publish();
            await(() -> fleet.meter().published() == DEVICES * 3 && fleet.isDone());
            assertEquals(MESSAGES - DEVICES * 3, fleet.meter().owed());

            Ledger ledger = fleet.disconnect();

            BitSet all = new BitSet();
            all.set(0, 3);
            assertEquals(3, ledger.published(4));
            assertEquals(all, ledger.unacknowledged(4));
        }
    }

    @Test
    void aDeviceThatRetriesSendsUnacknowledgedMessagesAgainInOrder() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::silent);
                Fleet fleet = new Fleet(
                        options(server.address(), 1, true, 3),
                        new Schedule(1_000, Duration.ZERO, Duration.ofSeconds(20), 10),
                        new StampedPayloads(RUN, Stamp.LENGTH, 0))) {
            fleet.connect();
            fleet.publish();
            assertEquals(List.of(0L, 1L, 2L), receivedSequences(server, 3));

            server.cut();

            assertEquals(List.of(0L, 1L, 2L), receivedSequences(server, 3));
            assertEquals(3, fleet.meter().published());
            assertEquals(1, fleet.meter().closed().get("closed by server"));
        }
    }

    @Test
    void messagesThatWaitToBeSentAgainAreInTheLedger() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::silent);
                Fleet fleet = fleet(options(server.address(), 1, true, 3))) {
            fleet.connect();
            fleet.publish();
            receivedSequences(server, 3);
            server.stop();
            await(() -> fleet.meter().closed().containsKey("connection refused"));
            assertEquals(3, fleet.meter().inFlight());

            Ledger ledger = fleet.disconnect();

            assertEquals(3, ledger.published(0));
            assertEquals(3, ledger.unacknowledged(0).cardinality());
        }
    }

    @Test
    void aMessageOfQosZeroMayOrMayNotHaveBeenStored() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::obliging);
                Fleet fleet = fleet(options(server.address(), DEVICES, 0, false, 4))) {
            fleet.connect();
            fleet.publish();
            receivedStamps(server, MESSAGES);
            assertEquals(0, fleet.meter().inFlight());

            Ledger ledger = fleet.disconnect();

            assertEquals(MESSAGES / DEVICES, ledger.published(4));
            assertEquals(MESSAGES / DEVICES, ledger.unacknowledged(4).cardinality());
        }
    }

    /** A write of this size makes the channel unwritable, and writable again, before it returns. */
    @Test
    void largeMessagesAreSentOnceAndInOrderToo() throws Exception {
        int messages = 40;
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::obliging);
                Fleet fleet = new Fleet(
                        options(server.address(), 1, false, 8),
                        new Schedule(0, Duration.ZERO, Duration.ofSeconds(20), messages),
                        new StampedPayloads(RUN, 200_000, 0))) {
            fleet.connect();
            fleet.publish();

            await(() -> fleet.meter().acknowledged() == messages);
            assertEquals(LongStream.range(0, messages).boxed().toList(), receivedSequences(server, messages));
        }
    }

    private static Fleet fleet(FleetOptions options) {
        return new Fleet(
                options,
                new Schedule(10_000, Duration.ZERO, Duration.ofSeconds(20), MESSAGES),
                new StampedPayloads(RUN, 100, 0));
    }

    private static FleetOptions options(InetSocketAddress server, int devices, boolean retry, int window) {
        return options(server, devices, 1, retry, window);
    }

    private static FleetOptions options(InetSocketAddress server, int devices, int qos, boolean retry, int window) {
        return new FleetOptions(
                List.of(server),
                List.of(),
                Carrier.TCP,
                MqttVersion.V3_1_1,
                devices,
                new DeviceNames("device-{index}", "load/{clientid}"),
                null,
                null,
                qos,
                window,
                60,
                10_000,
                Duration.ofSeconds(10),
                retry,
                2,
                0);
    }

    private static List<Long> receivedSequences(FakeMqttServer server, int count) throws InterruptedException {
        return receivedStamps(server, count).stream().map(Stamp::sequence).toList();
    }

    private static List<Stamp> receivedStamps(FakeMqttServer server, int count) throws InterruptedException {
        List<Stamp> stamps = new ArrayList<>();
        while (stamps.size() < count) {
            MqttMessage message = server.next();
            if (message.fixedHeader().messageType() == MqttMessageType.PUBLISH) {
                MqttPublishMessage publish = (MqttPublishMessage) message;
                Stamp stamp = requireNonNull(Stamp.read(ByteBufUtil.getBytes(publish.payload())));
                assertEquals(
                        "load/device-" + stamp.device(),
                        publish.variableHeader().topicName());
                stamps.add(stamp);
            }
        }
        return stamps;
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
