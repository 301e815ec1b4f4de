package io.mqttproxy.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a proxy stops, with real sockets. */
class ProxyServerTest {
    private final HeldSink sink = new HeldSink();

    @Test
    void whoIsConnectedWhenDrainTimeoutHasPassedIsToldAndLeavesNoWill() throws Exception {
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
}
