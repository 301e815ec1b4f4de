package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.transport.WebSocketStage;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Setting {@code receive-memory}: what is received and waits costs those who have most of it. */
class ReceiveMemoryTest {
    private static final int MEMORY = 2 * 1024 * 1024;
    private static final int PART = 16 * 1024;
    private static final int PARTS_OF_A_PACKET = 15;

    @AutoClose
    private final TestProxy proxy = new TestProxy().inflightLimits(limits -> limits.withReceiveMemory(MEMORY));

    @Test
    void incompletePacketsStayWithinTheLimit() {
        List<TestClient> hoarders = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            hoarders.add(begin("hoarder" + i));
        }
        for (int part = 0; part < PARTS_OF_A_PACKET; part++) {
            hoarders.stream().filter(client -> client.channel.isActive()).forEach(ReceiveMemoryTest::sendPart);
            assertTrue(used() <= MEMORY, () -> used() + " bytes are kept");
        }
        assertTrue(proxy.disconnects("receive-memory-exceeded") > 0);
    }

    /** Each takes just less than what would be an even share at that moment. */
    @Test
    void manyConnectionsThatTakeLessAndLessStayWithinTheLimit() {
        for (int i = 0; i < 1_000; i++) {
            TestClient client = begin("tapering" + i);
            client.sends(new byte[Math.min(PARTS_OF_A_PACKET * PART, MEMORY / 2 / (i + 1))]);
            assertTrue(used() <= MEMORY, () -> used() + " bytes are kept");
        }
        assertTrue(used() > MEMORY / 2, () -> used() + " bytes are kept");
    }

    @Test
    void anIdleConnectionThatHoldsMuchIsClosedInsteadOfOthers() {
        TestClient squatter = begin("squatter");
        for (int part = 0; part < PARTS_OF_A_PACKET; part++) {
            sendPart(squatter);
        }
        List<TestClient> others = new ArrayList<>();
        while (used() <= MEMORY / 2) {
            others.add(begin("other" + others.size()).sends(new byte[PART]));
        }
        assertTrue(squatter.channel.isOpen());

        proxy.advance(Duration.ofSeconds(1));

        squatter.assertClosed("receive-memory-exceeded");
        others.forEach(TestClient::assertOpen);
        assertTrue(used() <= MEMORY / 2, () -> used() + " bytes are kept");
    }

    @Test
    void aConnectionThatHoldsLittleStaysWhileOthersHoard() {
        TestClient modest = proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "modest"));
        byte[] publish = modest.publish(1, 1, "a", "whole");
        for (int i = 0; i < 40; i++) {
            TestClient hoarder = begin("hoarder" + i);
            for (int part = 0; part < PARTS_OF_A_PACKET && hoarder.channel.isActive(); part++) {
                sendPart(hoarder);
            }
        }

        modest.sends(Arrays.copyOf(publish, 5));
        modest.sends(Arrays.copyOfRange(publish, 5, publish.length));

        assertEquals(List.of("whole"), proxy.sink.pending());
    }

    @Test
    void aClosedClientIsToldTheReason() {
        List<TestClient> hoarders = new ArrayList<>();
        while (proxy.disconnects("receive-memory-exceeded") == 0) {
            TestClient hoarder = begin("hoarder" + hoarders.size());
            hoarders.add(hoarder);
            for (int part = 0; part < PARTS_OF_A_PACKET && hoarder.channel.isActive(); part++) {
                sendPart(hoarder);
            }
        }

        TestClient last = hoarders.get(hoarders.size() - 1);
        assertEquals(0x97, last.receivedDisconnect());
        last.assertClosed("receive-memory-exceeded");
    }

    @Test
    void parkedPacketsCountToo() {
        proxy.sink.backPressure(true);
        for (int i = 0; i < 40; i++) {
            TestClient client = proxy.connect(Connect.of(ProtocolVersion.MQTT_3_1_1, "device" + i));
            client.publishes(1, 1, "a", "x".repeat(200 * 1024));
            assertTrue(used() <= MEMORY, () -> used() + " bytes are kept");
        }

        assertTrue(proxy.disconnects("receive-memory-exceeded") > 0);
        assertTrue(proxy.metrics.total(Count.STALLED_CONNECTIONS) > 0);
    }

    @Test
    void propertiesOfParkedPacketsCountToo() {
        proxy.sink.backPressure(true);
        for (int i = 0; i < 40; i++) {
            TestClient client = proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "device" + i));
            client.sends(client.publishWithUserProperty(1, 1, "a", "x".repeat(60_000), "y".repeat(60_000)));
            assertTrue(used() <= MEMORY, () -> used() + " bytes are kept");
        }
        assertTrue(proxy.disconnects("receive-memory-exceeded") > 0);

        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));
        assertEquals(0, used());
    }

    @Test
    void largeWillsCountAsLongAsTheirClientsAreConnected() {
        List<TestClient> clients = new ArrayList<>();
        while (proxy.disconnects("receive-memory-exceeded") == 0) {
            assertTrue(used() <= MEMORY, () -> used() + " bytes are kept");
            clients.add(proxy.connect(Connect.of(ProtocolVersion.MQTT_3_1_1, "device" + clients.size())
                    .will("a", 0, "x".repeat(60_000))));
        }

        clients.forEach(TestClient::vanishes);
        assertEquals(0, used());
    }

    /** A client may leave 65,535 of them, which is two megabytes. */
    @Test
    void packetIdsThatAreNeverReleasedCountToo() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_3_1_1);
        for (int id = 1; id <= 2_000; id++) {
            client.publishes(2, id, "a", "m" + id);
            proxy.sink.store("m" + id);
            proxy.runTasks();
        }
        assertTrue(used() > 2_000 * 16, () -> used() + " bytes are kept");

        client.vanishes();
        assertEquals(0, used());
    }

    /** A topic that is too long is not stored, but its alias stands. */
    @Test
    void topicsOfAliasesCountToo() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        client.sends(client.publishWithAlias(1, "t".repeat(60_000), 1, "p"));
        assertTrue(used() >= 60_000, () -> used() + " bytes are kept");

        client.sends(client.publishWithAlias(2, "t", 1, "p"));
        assertEquals(0, used());
    }

    @Test
    void smallWillsCostNothing() {
        proxy.connect(Connect.of(ProtocolVersion.MQTT_3_1_1, "device").will("a", 0, "x".repeat(500)));

        assertEquals(0, used());
    }

    /** Whatever the setting says: a packet of the largest size is legal. */
    @Test
    void oneLargestPacketAlwaysFits() {
        try (TestProxy tiny = new TestProxy().inflightLimits(limits -> limits.withReceiveMemory(1))) {
            TestClient client = tiny.connect(ProtocolVersion.MQTT_5);
            byte[] publish = client.publish(1, 1, "a", "x".repeat(256 * 1024 - 20));

            for (int from = 0; from < publish.length; from += PART) {
                client.sends(Arrays.copyOfRange(publish, from, Math.min(publish.length, from + PART)));
            }

            assertEquals(1, tiny.sink.pending().size());
            assertEquals(0, tiny.metrics.total(Count.RECEIVE_MEMORY));
        }
    }

    @Test
    void nothingIsReadWhileBytesAreHeld() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);
        proxy.sink.backPressure(true);
        client.publishes(1, 1, "a", "x".repeat(32 * 1024));
        assertTrue(client.isRead());

        // The first of several reads of one event.
        client.channel.writeOneInbound(Unpooled.wrappedBuffer(client.publish(1, 2, "a", "held")));

        assertFalse(client.isRead());
        client.channel.flushInbound();
        assertFalse(client.isRead());
        proxy.sink.backPressure(false);
        client.channel.flushInbound();
    }

    @Test
    void incompleteWebSocketRequestsCountToo() {
        for (int i = 0; i < 100; i++) {
            TestClient client = proxy.open(ProtocolVersion.MQTT_5);
            WebSocketStage.putBefore(client.channel.pipeline());
            client.sends(new byte[] {'G'});
            assertTrue(used() > 0 && used() <= MEMORY, () -> used() + " bytes are kept");
        }
        assertTrue(proxy.disconnects("receive-memory-exceeded") > 0);
    }

    private TestClient begin(String clientId) {
        TestClient client = proxy.connect(Connect.of(ProtocolVersion.MQTT_5, clientId));
        byte[] publish = client.publish(1, 1, "a", "x".repeat(250 * 1024));
        return client.sends(Arrays.copyOf(publish, 20));
    }

    private static void sendPart(TestClient client) {
        client.sends(new byte[PART]);
    }

    private long used() {
        return proxy.metrics.total(Count.RECEIVE_MEMORY);
    }
}
