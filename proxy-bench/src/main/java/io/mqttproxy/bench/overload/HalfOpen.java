package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.report.OverloadResult.Check;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Connections that do not get as far as a CONNECT: what {@code connect-timeout} is for.
 *
 * @param words of each connection, by its number
 */
record HalfOpen(boolean tls, IntFunction<ByteBuf> words) implements Overload {
    /** {@code connect-timeout}, with what a busy machine needs to notice. */
    private static final double MOST_SECONDS = 15;

    private static final int LARGE_CONNECT = 250_000;
    private static final int LARGE_PART = 200_000;

    /** Nothing at all, half a CONNECT, or most of a large one. */
    static HalfOpen overTcp() {
        ByteBuf large = Unpooled.unreleasableBuffer(Words.unfinished(Words.CONNECT, LARGE_CONNECT, LARGE_PART));
        return new HalfOpen(false, index -> switch (index % 3) {
            case 0 -> Unpooled.EMPTY_BUFFER;
            case 1 -> Words.unfinished(Words.CONNECT, 100, 50);
            default -> large.duplicate();
        });
    }

    /** Half a ClientHello. */
    static HalfOpen overTls() {
        return new HalfOpen(true, index -> Words.halfClientHello());
    }

    @Override
    public List<Check> run(Stage stage) throws InterruptedException {
        int count = stage.plan().clients();
        long start = System.nanoTime();
        try (RawSockets sockets = new RawSockets(tls ? stage.tlsServer() : stage.server())) {
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
