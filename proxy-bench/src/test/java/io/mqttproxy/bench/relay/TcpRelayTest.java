package io.mqttproxy.bench.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpRelayTest {
    private static final int SHORT_WHILE_MILLIS = 100;

    private final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final TcpRelay relay = new TcpRelay(eventLoops.next());
    private ServerSocket target;

    @BeforeEach
    void listen() throws IOException {
        target = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        relay.to(List.of(address(target)));
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        target.close();
        eventLoops.shutdownGracefully();
    }

    @Test
    void bytesPassInBothDirections() throws IOException {
        try (Socket client = connect();
                Socket server = target.accept()) {
            client.getOutputStream().write(1);
            assertEquals(1, server.getInputStream().read());

            server.getOutputStream().write(2);
            assertEquals(2, client.getInputStream().read());
        }
    }

    @Test
    @SuppressWarnings("try") // the end of one side is what this is about
    void theEndOfOneSideIsTheEndOfTheOtherAfterAllThatItSent() throws IOException {
        try (Socket client = connect();
                Socket server = target.accept()) {
            server.getOutputStream().write(new byte[] {1, 2, 3});
            server.close();

            assertEquals(3, client.getInputStream().readAllBytes().length);
        }
    }

    @Test
    void aTargetThatRefusesIsSkipped() throws IOException {
        ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        gone.close();
        relay.to(List.of(address(gone), address(target)));

        for (int attempt = 0; attempt < 2; attempt++) {
            try (Socket client = connect();
                    Socket server = target.accept()) {
                client.getOutputStream().write(attempt);
                assertEquals(attempt, server.getInputStream().read());
            }
        }
    }

    @Test
    void withoutATargetThatAnswersTheConnectionIsClosed() throws IOException {
        target.close();

        try (Socket client = connect()) {
            assertEquals(-1, client.getInputStream().read());
        }
    }

    @Test
    void bytesSentWhileCutPassOnceMended() throws IOException {
        try (Socket client = connect();
                Socket server = target.accept()) {
            client.getOutputStream().write(1);
            assertEquals(1, server.getInputStream().read());
            relay.cut();
            client.getOutputStream().write(2);
            server.setSoTimeout(SHORT_WHILE_MILLIS);
            assertThrows(
                    SocketTimeoutException.class, () -> server.getInputStream().read());

            relay.mend();

            server.setSoTimeout(0);
            assertEquals(2, server.getInputStream().read());
        }
    }

    @Test
    @SuppressWarnings("try") // the end of one side is what this is about
    void theEndOfOneSideWhileCutIsToldOnceMended() throws IOException {
        try (Socket client = connect();
                Socket server = target.accept()) {
            client.getOutputStream().write(1);
            assertEquals(1, server.getInputStream().read());
            relay.cut();
            client.close();
            server.setSoTimeout(SHORT_WHILE_MILLIS);
            assertThrows(
                    SocketTimeoutException.class, () -> server.getInputStream().read());

            relay.mend();

            server.setSoTimeout(0);
            assertEquals(-1, server.getInputStream().read());
        }
    }

    private Socket connect() throws IOException {
        return new Socket(relay.address().getAddress(), relay.address().getPort());
    }

    private static InetSocketAddress address(ServerSocket socket) {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }
}
