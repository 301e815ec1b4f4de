package io.mqttproxy.bench.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.transport.NativeTransport;
import io.netty.channel.EventLoopGroup;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelayDelayTest {
    private static final Duration DELAY = Duration.ofMillis(20);

    private final EventLoopGroup eventLoops = NativeTransport.best().newEventLoops(1, "relay");
    private final TcpRelay relay = new TcpRelay(eventLoops.next(), 0, DELAY);
    private ServerSocket target;

    @BeforeEach
    void listen() throws IOException {
        target = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        relay.to(List.of((InetSocketAddress) target.getLocalSocketAddress()));
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        target.close();
        eventLoops.shutdownGracefully();
    }

    @Test
    void nothingArrivesBeforeTheDelay() throws IOException {
        try (Socket client = connect();
                Socket server = target.accept()) {
            assertDelayed(client, server);
            assertDelayed(server, client);
        }
    }

    private static void assertDelayed(Socket from, Socket to) throws IOException {
        long sent = System.nanoTime();
        from.getOutputStream().write(1);
        assertEquals(1, to.getInputStream().read());
        assertDelayedSince(sent);
    }

    /** The client may well be gone before the relay has reached the target. */
    @Test
    void allArrivesInOrderAndThenTheEnd() throws IOException {
        ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES * 1_000);
        long sent;
        try (Socket client = connect()) {
            DataOutputStream output = new DataOutputStream(client.getOutputStream());
            for (int number = 0; number < 1_000; number++) {
                output.writeInt(number);
                numbers.putInt(number);
            }
            sent = System.nanoTime();
        }

        try (Socket server = target.accept()) {
            assertArrayEquals(numbers.array(), server.getInputStream().readAllBytes());
            assertDelayedSince(sent);
        }
    }

    @Test
    void oneDirectionEndsAfterTheDelayAndTheOtherGoesOn() throws IOException {
        try (Socket client = connect();
                Socket server = target.accept()) {
            long ended = System.nanoTime();
            client.shutdownOutput();
            assertEquals(-1, server.getInputStream().read());
            assertDelayedSince(ended);

            server.getOutputStream().write(1);
            server.shutdownOutput();
            assertEquals(1, client.getInputStream().read());
            assertEquals(-1, client.getInputStream().read());
        }
    }

    /** Each end hears of the other's while bytes are still on their way to it. */
    @Test
    void bothEndsMayCloseAtOnceAndStillReceiveEverything() throws IOException {
        try (Socket client = connect();
                Socket server = target.accept()) {
            for (Socket end : List.of(client, server)) {
                end.getOutputStream().write(new byte[100_000]);
                end.shutdownOutput();
            }

            assertEquals(100_000, server.getInputStream().readAllBytes().length);
            assertEquals(100_000, client.getInputStream().readAllBytes().length);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(relay.address().getAddress(), relay.address().getPort());
    }

    private static void assertDelayedSince(long nanoTime) {
        Duration passed = Duration.ofNanos(System.nanoTime() - nanoTime);
        assertTrue(passed.compareTo(DELAY) >= 0, () -> "after " + passed);
    }
}
