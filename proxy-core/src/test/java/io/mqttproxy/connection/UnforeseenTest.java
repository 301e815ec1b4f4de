package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.puback;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Routing;
import io.mqttproxy.routing.TopicRouter;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What nobody foresaw ends one connection, and nothing else. */
class UnforeseenTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource
    void aFailureWhileAPacketIsHandledEndsTheConnection(ProtocolVersion version) {
        TestClient client = proxy.connect(version);
        proxy.router((topic, origin, qos, retain) -> {
            throw new IllegalStateException("broken");
        });

        client.publishes(1, 1, "a", "one");

        if (version == ProtocolVersion.MQTT_5) {
            assertEquals(0x80, client.receivedDisconnect());
        }
        client.assertClosed("internal-error");
    }

    @Test
    void aFailureWhileAParkedPublishIsTriedAgainLeavesTheOthersAlone() {
        TestClient other =
                proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "other")).publishes(1, 1, "a", "one");
        TestClient broken = proxy.connect(ProtocolVersion.MQTT_5);
        proxy.sink.backPressure(true);
        broken.publishes(1, 2, "a", "two");

        proxy.sink.breakDown(new IllegalStateException("broken"));
        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(List.of(puback(1)), other.received());
        assertEquals(0x80, broken.receivedDisconnect());
        broken.assertClosed("internal-error");
        other.assertOpen();
    }

    @Test
    void aFailureWhileADeadLetterIsOfferedLeavesTheOthersAlone() {
        proxy.deadLetters();
        TestClient other = proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "other"));
        TestClient broken = proxy.connect(ProtocolVersion.MQTT_5).publishes(1, 2, "a", "two");
        other.publishes(1, 1, "a", "one");

        proxy.sink.breakDown(new IllegalStateException("broken"));
        proxy.sink.fail("two", FailureReason.RECORD_TOO_LARGE);
        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(List.of(puback(1)), other.received());
        broken.assertClosed("internal-error");
    }

    /** Its end may run into the same once more, with its will. */
    @Test
    void aFailureThatHitsTheWillTooLeavesTheOthersAlone() {
        proxy.deadLetters();
        TestClient other = proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "other"));
        TestClient broken = proxy.connect(
                        Connect.of(ProtocolVersion.MQTT_5, "broken").will("w", 0, "bye"))
                .publishes(1, 2, "a", "two");
        other.publishes(1, 1, "a", "one");

        proxy.sink.breakDown(new IllegalStateException("broken"));
        proxy.sink.fail("two", FailureReason.RECORD_TOO_LARGE);
        proxy.sink.store("one");
        proxy.runTasks();

        assertEquals(List.of(puback(1)), other.received());
        broken.assertClosed("internal-error");
    }

    /** Direct memory may run out in the middle of a batch: that is an error, and no exception. */
    @Test
    void aLackOfMemoryForAcksLeavesTheOthersAlone() {
        TestClient broken = proxy.connect(ProtocolVersion.MQTT_5).publishes(1, 2, "a", "two");
        TestClient other =
                proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "other")).publishes(1, 1, "a", "one");
        broken.channel.config().setAllocator(new ExhaustedAllocator());

        proxy.sink.storeAll();
        proxy.runTasks();

        assertEquals(List.of(puback(1)), other.received());
        broken.assertClosed("internal-error");
        other.assertOpen();
    }

    @Test
    void aLackOfMemoryDoesNotEndTheDrain() {
        TestClient early = proxy.connect(connect("early"));
        TestClient broken = proxy.connect(connect("broken"));
        TestClient late = proxy.connect(connect("late"));
        proxy.router((topic, origin, qos, retain) -> new Routing.Rejected(FailureReason.NO_ROUTE));
        // The event is not over, so that the answer is yet to be written.
        broken.channel.writeOneInbound(Unpooled.wrappedBuffer(broken.publish(1, 1, "a", "one")));
        broken.channel.config().setAllocator(new ExhaustedAllocator());

        ConnectionLoop loop = proxy.tail().loops().iterator().next();

        assertEquals(3, loop.drain(3));
        assertEquals(3, proxy.disconnects("server-shutdown"));
        proxy.advance(Duration.ofSeconds(2));
        for (TestClient client : List.of(early, broken, late)) {
            assertFalse(client.channel.isOpen());
        }
    }

    @Test
    void aLackOfMemoryForMoreAcksLeaksNone() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        for (int packetId = 1; packetId <= 100; packetId++) {
            client.publishes(1, packetId, "a", "p" + packetId);
        }
        TightAllocator allocator = new TightAllocator();
        client.channel.config().setAllocator(allocator);

        proxy.sink.storeAll();
        proxy.runTasks();

        client.assertClosed("internal-error");
        client.received();
        assertEquals(0, allocator.buffersInUse());
    }

    /** Netty tells of it while the packet is being handled. */
    @Test
    void anAnswerThatCannotBeWrittenEndsTheConnectionOnce() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        client.socket.breakDown();

        client.sends(TestClient.pingreq()).vanishes();

        assertEquals(0, proxy.disconnects("client-gone"));
        client.assertClosed("internal-error");
    }

    @Test
    void aConnackThatCannotBeWrittenEndsTheConnection() {
        TestClient client = proxy.open(ProtocolVersion.MQTT_5);
        client.socket.breakDown();

        client.sends(connect("device").bytes());

        client.assertClosed("internal-error");
        assertEquals(0, proxy.registry.unfinished());
    }

    @Test
    void aLackOfMemoryDoesNotEndTheSweep() {
        timeOutsOfOthersAreStillNoticedAfter((topic, origin, qos, retain) -> {
            throw new OutOfMemoryError("none left");
        });
    }

    @Test
    void timeoutsOfOthersAreStillDetectedAfterAFailure() {
        timeOutsOfOthersAreStillNoticedAfter((topic, origin, qos, retain) -> {
            throw new IllegalStateException("broken");
        });
    }

    private void timeOutsOfOthersAreStillNoticedAfter(TopicRouter failing) {
        TestClient early = proxy.connect(connect("early"));
        TestClient broken = proxy.connect(connect("broken").will("will", 0, "bye"));
        TestClient late = proxy.connect(connect("late"));
        proxy.router(failing);

        proxy.advance(Duration.ofSeconds(5));

        assertEquals(3, proxy.disconnects("keep-alive-timeout"));
        for (TestClient client : List.of(early, broken, late)) {
            assertFalse(client.channel.isOpen());
        }
    }

    private static Connect connect(String clientId) {
        return Connect.of(ProtocolVersion.MQTT_5, clientId).keepAlive(1);
    }

    @Test
    void aResetByTheClientIsNotAnErrorOfTheProxy() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

        client.resets();

        client.assertClosed("client-gone");
    }

    @Test
    void bytesThatTheTransportCannotDecodeAreNotAnErrorOfTheProxy() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

        client.channel.pipeline().fireExceptionCaught(new DecoderException("not an SSL record"));

        client.assertClosed("transport-error");
    }
}
