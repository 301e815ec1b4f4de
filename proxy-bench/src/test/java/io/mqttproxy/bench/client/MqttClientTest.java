package io.mqttproxy.bench.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.kafka.FreePorts;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class MqttClientTest {
    private static final byte[] TOPIC = "sensors/søndre/1".getBytes(StandardCharsets.UTF_8);

    private static EventLoopGroup eventLoops;
    private final Events events = new Events();

    @BeforeAll
    static void startEventLoops() {
        eventLoops = Transport.eventLoops(1);
    }

    @AfterAll
    static void stopEventLoops() {
        eventLoops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @ParameterizedTest
    @EnumSource
    void connectContainsTheOptions(MqttVersion version) throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::obliging)) {
            connect(new MqttClientOptions(
                    server.address(),
                    null,
                    Carrier.TCP,
                    version,
                    "dévice-1",
                    "user",
                    "secret",
                    false,
                    30,
                    10,
                    Duration.ofSeconds(5)));

            MqttConnectMessage connect = assertInstanceOf(MqttConnectMessage.class, server.next());
            assertEquals(version.level(), connect.variableHeader().version());
            assertEquals("dévice-1", connect.payload().clientIdentifier());
            assertEquals("user", connect.payload().userName());
            assertEquals("secret", new String(connect.payload().passwordInBytes(), StandardCharsets.UTF_8));
            assertFalse(connect.variableHeader().isCleanSession());
            assertEquals(30, connect.variableHeader().keepAliveTimeSeconds());
        }
    }

    @ParameterizedTest
    @EnumSource
    void publishesOfEveryQosArriveByteForByteAndAreAcknowledged(MqttVersion version) throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::obliging)) {
            MqttClient client = connect(options(server.address(), version));
            server.next();

            publish(client, 0, 10);
            publish(client, 1, 200);
            publish(client, 2, 20_000);

            assertPublish(server, 0, 10);
            assertPublish(server, 1, 200);
            assertPublish(server, 2, 20_000);
            assertEquals(MqttMessageType.PUBREL, server.next().fixedHeader().messageType());
            // The second may have the packet id of the first, when that one was acknowledged quickly.
            assertEquals("acknowledged 1 with 0", events.next());
            assertTrue(events.next().matches("acknowledged [12] with 0"));
        }
    }

    @Test
    void theWindowHoldsPublishesBackUntilAnAcknowledgement() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::silent)) {
            MqttClient client = connect(options(server.address(), MqttVersion.V3_1_1, 2));

            assertEquals(1, publish(client, 1, 10));
            assertEquals(2, publish(client, 1, 10));
            assertEquals(MqttClient.NO_ROOM, publish(client, 1, 10));
            server.send(ServerAnswers.reply(MqttMessageType.PUBACK, 2));

            assertEquals("acknowledged 2 with 0", events.next());
            assertEquals(2, publish(client, 1, 10));
            assertEquals(MqttClient.NO_ROOM, publish(client, 1, 10));
        }
    }

    @Test
    void unexpectedAcknowledgementsMakeNoRoom() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::silent)) {
            MqttClient client = connect(options(server.address(), MqttVersion.V5, 2));
            publish(client, 1, 10);

            for (int packetId : List.of(1, 1, 2, 60_000)) {
                server.send(ServerAnswers.reply(MqttMessageType.PUBACK, packetId));
                assertEquals("acknowledged " + packetId + " with 0", events.next());
            }

            assertEquals(1, publish(client, 1, 10));
            assertEquals(2, publish(client, 1, 10));
            assertEquals(MqttClient.NO_ROOM, publish(client, 1, 10));
        }
    }

    @Test
    void aQosTwoPublishLeavesTheWindowWithPubcomp() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::silent)) {
            MqttClient client = connect(options(server.address(), MqttVersion.V5, 1));
            publish(client, 2, 10);

            server.send(ServerAnswers.reply(MqttMessageType.PUBREC, 1));
            assertEquals("acknowledged 1 with 0", events.next());
            assertEquals(MqttClient.NO_ROOM, publish(client, 2, 10));
            server.send(ServerAnswers.reply(MqttMessageType.PUBCOMP, 1));
            events.awaitRoom(() -> publish(client, 2, 10) == 1);
        }
    }

    @Test
    void aRefusalEndsAQosTwoPublish() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::silent)) {
            MqttClient client = connect(options(server.address(), MqttVersion.V5, 1));
            publish(client, 2, 10);

            server.send(ServerAnswers.reply(MqttMessageType.PUBREC, 1, 0x87));

            assertEquals("acknowledged 1 with 135", events.next());
            assertEquals(1, publish(client, 2, 10));
        }
    }

    @Test
    void aSmallerReceiveMaximumOfTheServerLimitsTheWindow() throws Exception {
        try (FakeMqttServer server =
                new FakeMqttServer(answering(List.of(ServerAnswers.connackWithReceiveMaximum(1))))) {
            MqttClient client = connect(options(server.address(), MqttVersion.V5));

            assertEquals(1, publish(client, 1, 10));
            assertEquals(MqttClient.NO_ROOM, publish(client, 1, 10));
        }
    }

    @Test
    void aPongComesAfterEverythingBeforeIt() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::obliging)) {
            MqttClient client = connect(options(server.address(), MqttVersion.V3_1_1));

            onEventLoop(() -> {
                IntStream.range(0, 1_000).forEach(index -> client.publish(TOPIC, 0, false, new Digits(100)));
                client.ping();
                return 0;
            });

            assertEquals("pong", events.next());
            for (int index = 0; index <= 1_000; index++) {
                server.next();
            }
            assertEquals(MqttMessageType.PINGREQ, server.next().fixedHeader().messageType());
        }
    }

    @Test
    void everyEndOfAConnectionHasItsReason() throws Exception {
        try (FakeMqttServer refusing = new FakeMqttServer(answering(List.of(ServerAnswers.refusal())))) {
            open(options(refusing.address(), MqttVersion.V3_1_1));
            assertEquals("closed: CONNACK 0x05", events.next());
        }
        try (FakeMqttServer cutting = new FakeMqttServer(ServerAnswers::obliging)) {
            connect(options(cutting.address(), MqttVersion.V3_1_1));
            cutting.cut();
            assertEquals("closed: closed by server", events.next());
        }
        InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", new FreePorts().next());
        open(options(nobody, MqttVersion.V3_1_1));
        assertEquals("closed: connection refused", events.next());
    }

    @Test
    void disconnectSendsADisconnectPacket() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::obliging)) {
            MqttClient client = connect(options(server.address(), MqttVersion.V5));
            server.next();

            onEventLoop(() -> {
                client.disconnect();
                return 0;
            });

            assertEquals(MqttMessageType.DISCONNECT, server.next().fixedHeader().messageType());
            assertEquals("closed: disconnected", events.next());
        }
    }

    @Test
    void aConnectionWithoutConnackTimesOut() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(message -> List.of())) {
            open(new MqttClientOptions(
                    server.address(),
                    null,
                    Carrier.TCP,
                    MqttVersion.V5,
                    "c",
                    null,
                    null,
                    true,
                    0,
                    1,
                    Duration.ofMillis(100)));

            assertEquals("closed: no CONNACK in time", events.next());
        }
    }

    private static Function<MqttMessage, List<MqttMessage>> answering(List<MqttMessage> toConnect) {
        return message ->
                message.fixedHeader().messageType() == MqttMessageType.CONNECT ? toConnect : List.<MqttMessage>of();
    }

    private static MqttClientOptions options(InetSocketAddress server, MqttVersion version) {
        return options(server, version, 32);
    }

    private static MqttClientOptions options(InetSocketAddress server, MqttVersion version, int window) {
        return new MqttClientOptions(
                server, null, Carrier.TCP, version, "device-1", null, null, true, 60, window, Duration.ofSeconds(10));
    }

    private MqttClient connect(MqttClientOptions options) throws Exception {
        MqttClient client = open(options);
        assertEquals("connected", events.next());
        return client;
    }

    private MqttClient open(MqttClientOptions options) throws Exception {
        EventLoop eventLoop = eventLoops.next();
        return eventLoop
                .submit(() -> MqttClient.connect(eventLoop, options, events))
                .get();
    }

    private static int publish(MqttClient client, int qos, int length) throws Exception {
        return onEventLoop(() -> {
            int packetId = client.publish(TOPIC, qos, false, new Digits(length));
            client.flush();
            return packetId;
        });
    }

    private static int onEventLoop(Callable<Integer> task) throws Exception {
        return eventLoops.next().submit(task).get();
    }

    private static void assertPublish(FakeMqttServer server, int qos, int length) throws Exception {
        MqttPublishMessage publish = assertInstanceOf(MqttPublishMessage.class, server.next());
        assertEquals(qos, publish.fixedHeader().qosLevel().value());
        assertEquals("sensors/søndre/1", publish.variableHeader().topicName());
        assertArrayEquals(Digits.bytes(length), ByteBufUtil.getBytes(publish.payload()));
    }

    private record Digits(int length) implements Payload {
        @Override
        public void writeTo(ByteBuf target) {
            target.writeBytes(bytes(length));
        }

        static byte[] bytes(int length) {
            byte[] bytes = new byte[length];
            IntStream.range(0, length).forEach(index -> bytes[index] = (byte) ('0' + index % 10));
            return bytes;
        }
    }

    private static final class Events implements MqttClientListener {
        private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> rooms = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return String.valueOf(queue.poll(10, TimeUnit.SECONDS));
        }

        void awaitRoom(Callable<Boolean> condition) throws Exception {
            do {
                assertTrue(rooms.poll(10, TimeUnit.SECONDS) != null, "no room in 10 seconds");
            } while (!condition.call());
        }

        @Override
        public void onConnected() {
            queue.add("connected");
        }

        @Override
        public void onAcknowledged(int packetId, int reasonCode, long time) {
            queue.add("acknowledged " + packetId + " with " + reasonCode);
        }

        @Override
        public void onRoom() {
            rooms.add("room");
        }

        @Override
        public void onPong() {
            queue.add("pong");
        }

        @Override
        public void onClosed(String reason) {
            queue.add("closed: " + reason);
        }
    }
}
