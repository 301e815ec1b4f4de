package io.mqttproxy.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How connections end and a proxy stops, over real sockets. */
@Timeout(60)
class ProxyServerTest {
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(30);

    private final HeldSink sink = new HeldSink();

    @Test
    void aResetAfterDisconnectLeavesNoWill() throws Exception {
        sink.hold(true);
        try (ProxyServer server = TestServer.start(sink, DRAIN_TIMEOUT)) {
            WillClient client = WillClient.connect(server);
            client.publishAndDisconnect();
            client.reset();
            assertTrue(drained(server));
        }

        assertEquals(List.of("0"), sink.taken());
    }

    @Test
    void theDrainWaitsForAWillThatWaitsForKafka() throws Exception {
        sink.hold(true);
        try (ProxyServer server = TestServer.start(sink, DRAIN_TIMEOUT)) {
            WillClient.connect(server).reset();
            assertTrue(drained(server));
        }

        assertEquals(List.of("bye"), sink.taken());
    }

    @Test
    void aClientStillConnectedAfterDrainTimeoutIsToldAndLeavesNoWill() throws Exception {
        WillClient client;
        try (ProxyServer server = TestServer.start(sink, Duration.ZERO)) {
            client = WillClient.connect(server);
            assertFalse(server.drain().join());
        }

        try (client) {
            assertEquals(0x8B, client.readDisconnect());
        }
        assertEquals(List.of(), sink.taken());
    }

    @Test
    void closingTwiceDoesNothing() throws Exception {
        ProxyServer server = TestServer.start(sink, Duration.ZERO);
        try (WillClient client = WillClient.connect(server)) {
            server.close();
            server.close();
            assertEquals(0x8B, client.readDisconnect());
        }
    }

    /**
     * Kafka accepts the waiting publication only after the proxy has begun to drain and the client has
     * left.
     */
    private boolean drained(ProxyServer server) throws InterruptedException {
        sink.awaitRefusal();
        while (server.openConnections() > 0) {
            Thread.onSpinWait();
        }
        CompletableFuture<Boolean> drained = server.drain();
        sink.hold(false);
        return drained.join();
    }
}
