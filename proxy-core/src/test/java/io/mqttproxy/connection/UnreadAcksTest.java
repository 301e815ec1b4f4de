package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.puback;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that does not read its acknowledgements is not read either, and not kept for ever. */
class UnreadAcksTest {
    private static final Duration STALL_TIMEOUT = DeliveryConfig.DEFAULTS.stallTimeout();

    @AutoClose
    private final TestProxy proxy = new TestProxy();

    @ParameterizedTest
    @EnumSource
    void readingStopsWhileAcksPileUp(ProtocolVersion version) {
        TestClient client = clogged(version);

        assertFalse(client.isRead());
        client.publishes(1, 9, "a", "held");

        assertEquals(List.of(), proxy.sink.pending());
    }

    @ParameterizedTest
    @EnumSource
    void readingResumesAsSoonAsTheClientReads(ProtocolVersion version) {
        TestClient client = clogged(version);
        client.sends(client.publish(1, 9, "a", "held"));

        client.socket.unclog();
        client.channel.flush();
        proxy.runTasks();

        assertTrue(client.isRead());
        assertEquals(List.of("held"), proxy.sink.pending());
        assertEquals(List.of(puback(1), puback(2), puback(3)), client.received());
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatNeverReadsIsClosedAfterStallTimeout(ProtocolVersion version) {
        TestClient client = clogged(version);

        proxy.advance(STALL_TIMEOUT.minusSeconds(1));
        assertTrue(client.channel.isOpen());
        proxy.advance(Duration.ofSeconds(2));

        client.assertClosed("acks-unread");
    }

    /** Who is gone reads nothing more, and that is not why it went. */
    @ParameterizedTest
    @EnumSource
    void publishesLeftByAClientAreNotGivenUpForItsUnreadAcks(ProtocolVersion version) {
        TestClient client = clogged(version);
        proxy.advance(STALL_TIMEOUT.minusSeconds(2));
        proxy.sink.backPressure(true);

        client.publishes(0, 0, "a", "zero").vanishes();
        proxy.advance(Duration.ofSeconds(4));
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));

        assertEquals(List.of("zero"), proxy.sink.pending());
    }

    /** Netty counts what is written, and not the memory that it is written to. */
    @Test
    void oneAckReservesNoMemoryForLaterOnes() {
        try (TestProxy roomy = new TestProxy().inflightLimits(limits -> limits.withMaxInflight(2_000))) {
            TestClient client = roomy.connect(ProtocolVersion.MQTT_5);
            for (int id = 1; id <= 1_000; id++) {
                client.publishes(1, id, "a", "p" + id);
            }

            roomy.sink.store("p1");
            roomy.runTasks();

            ByteBuf ack = client.channel.readOutbound();
            assertTrue(ack.capacity() <= 256, () -> ack.capacity() + " bytes for one acknowledgement");
            ack.release();
        }
    }

    /** A client whose acknowledgements are stuck. */
    private TestClient clogged(ProtocolVersion version) {
        TestClient client = proxy.connect(version);
        client.socket.clog();
        for (int id = 1; id <= 3; id++) {
            client.publishes(1, id, "a", "p" + id);
            proxy.sink.storeAll();
            proxy.runTasks();
        }
        return client;
    }
}
