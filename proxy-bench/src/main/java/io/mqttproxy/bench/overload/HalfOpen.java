package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.report.OverloadResult.Check;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Connections that do not get as far as a CONNECT: {@code connect-timeout} ends those that nothing else does.
 *
 * @param server that they connect to
 * @param tls whether it expects TLS
 * @param words of each connection, by its number
 */
record HalfOpen(Function<Stage, InetSocketAddress> server, boolean tls, IntFunction<ByteBuf> words)
        implements Overload {
    /** {@code connect-timeout}, with what a busy machine needs to notice. */
    private static final double MOST_SECONDS = 15;

    private static final int LARGE_CONNECT = 250_000;
    private static final int LARGE_PART = 200_000;

    /** Connections that send nothing, half a CONNECT, or most of a large one. */
    static HalfOpen overTcp() {
        ByteBuf large = Unpooled.unreleasableBuffer(Words.unfinished(Words.CONNECT, LARGE_CONNECT, LARGE_PART));
        return new HalfOpen(Stage::server, false, index -> switch (index % 3) {
            case 0 -> Unpooled.EMPTY_BUFFER;
            case 1 -> Words.unfinished(Words.CONNECT, 100, 50);
            default -> large.duplicate();
        });
    }

    /** Half a ClientHello. */
    static HalfOpen overTls() {
        return new HalfOpen(Stage::tlsServer, true, index -> Words.halfClientHello());
    }

    /** A request with eight long headers and no end, or with a thousand short ones. */
    static HalfOpen overWebSocket() {
        return new HalfOpen(
                Stage::webSocketServer,
                false,
                index -> index % 4 == 0 ? Words.unfinishedRequest(8, 900) : Words.unfinishedRequest(1_000, 2));
    }

    @Override
    public int tlsConnections(int clients) {
        return tls ? clients : 0;
    }

    @Override
    public List<Check> run(Stage stage) throws InterruptedException {
        int count = stage.plan().clients();
        long start = System.nanoTime();
        try (RawSockets sockets = new RawSockets(server.apply(stage))) {
            sockets.open(count, words);
            stage.waiting().until(() -> sockets.closed() == count);
            double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1e3;
            return List.of(new Check(
                    "closed",
                    String.format("%,d of %,d within %.1f s", sockets.closed(), count, seconds),
                    sockets.closed() == count && seconds <= MOST_SECONDS));
        }
    }
}
