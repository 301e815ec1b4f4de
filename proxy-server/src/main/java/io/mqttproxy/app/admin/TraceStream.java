package io.mqttproxy.app.admin;

import io.mqttproxy.trace.Printable;
import io.mqttproxy.trace.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Carries the lines of a trace from event loops to the one who asked: at most {@value #LINES_AT_ONCE} every {@value
 * #PAUSE_MILLIS} ms. A device that is faster than that is told in part, and the stream says how many lines it leaves out.
 */
final class TraceStream implements Consumer<String> {
    private static final int LINES_AT_ONCE = 50;
    private static final int PAUSE_MILLIS = 100;
    private static final String NO_NEWS = "...";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final long endNanos;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES_AT_ONCE);
    private final AtomicLong leftOut = new AtomicLong();
    private final long quietNanos;
    private long writtenNanos;

    /**
     * A stream that begins now.
     *
     * @param length after which it ends
     * @param quiet after which a line without news is written: that is how a listener who left is noticed
     */
    TraceStream(Duration length, Duration quiet) {
        endNanos = System.nanoTime() + length.toNanos();
        quietNanos = quiet.toNanos();
    }

    /** From any thread; never blocks. */
    @Override
    public void accept(String line) {
        if (!lines.offer(LocalTime.now(ZoneOffset.UTC).format(TIME) + " " + line)) {
            leftOut.incrementAndGet();
        }
    }

    /** Copies until the time is over, the trace ends, or nobody listens any more. */
    void copy(Trace trace, OutputStream out) throws IOException {
        try {
            write(out, List.of("watching " + Printable.escaped(trace.clientId()) + ", times are UTC"));
            boolean ended = false;
            while (!ended && System.nanoTime() < endNanos) {
                ended = trace.ended().await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                writeWaiting(out);
            }
            write(out, List.of(ended ? "ended: another trace of this client began" : "ended: the time is over"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeWaiting(OutputStream out) throws IOException {
        List<String> waiting = new ArrayList<>();
        lines.drainTo(waiting);
        long missing = leftOut.getAndSet(0);
        if (missing > 0) {
            waiting.add("... " + missing + " more lines left out");
        }
        if (waiting.isEmpty() && System.nanoTime() - writtenNanos > quietNanos) {
            waiting.add(NO_NEWS);
        }
        if (!waiting.isEmpty()) {
            write(out, waiting);
        }
    }

    private void write(OutputStream out, List<String> text) throws IOException {
        writtenNanos = System.nanoTime();
        out.write((String.join("\n", text) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
