package io.mqttproxy.bench.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts what devices do. Written on event loops, read by one thread. */
public final class FleetMeter {
    private static final int DIGITS = 3;

    final LongAdder connected = new LongAdder();
    final LongAdder gone = new LongAdder();
    final LongAdder connects = new LongAdder();
    final LongAdder published = new LongAdder();
    final LongAdder publishedAgain = new LongAdder();
    final LongAdder acknowledged = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder abandoned = new LongAdder();
    final LongAdder due = new LongAdder();
    final LongAdder inFlight = new LongAdder();
    final LongAdder pongs = new LongAdder();
    final LongAdder strays = new LongAdder();

    private final Map<String, LongAdder> closed = new ConcurrentHashMap<>();
    private final Recorder acknowledgementMicros = new Recorder(DIGITS);
    private final Recorder connectMicros = new Recorder(DIGITS);

    void acknowledged(long nanos) {
        acknowledged.increment();
        record(acknowledgementMicros, nanos);
    }

    void connected(long nanos) {
        connected.increment();
        connects.increment();
        record(connectMicros, nanos);
    }

    void closed(String reason) {
        closed.computeIfAbsent(reason, any -> new LongAdder()).increment();
    }

    private static void record(Recorder recorder, long nanos) {
        recorder.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    /** Open connections that the server has accepted. */
    public long connected() {
        return connected.sum();
    }

    /** Devices whose connection ended, or did not come about, and who do not try again. */
    public long gone() {
        return gone.sum();
    }

    /** Acknowledgements of what was not sent: a fault of the server. */
    public long strays() {
        return strays.sum();
    }

    /** Connections that were ever accepted. */
    public long connects() {
        return connects.sum();
    }

    /** Messages sent, each once however often it was sent again. */
    public long published() {
        return published.sum();
    }

    /** Publishes that were sent again on a new connection. */
    public long publishedAgain() {
        return publishedAgain.sum();
    }

    /** Messages with a positive PUBACK or PUBREC. */
    public long acknowledged() {
        return acknowledged.sum();
    }

    /** Messages with a negative PUBACK or PUBREC. */
    public long refused() {
        return refused.sum();
    }

    /** Messages whose connection ended before the acknowledgement, and whose device does not try again. */
    public long abandoned() {
        return abandoned.sum();
    }

    /** Messages that are due but not sent: no connection, or no room in its window. Always 0 in a closed loop. */
    public long owed() {
        return Math.max(0, due.sum() - published());
    }

    /** Messages of QoS 1 and 2 sent whose fate is not known yet, those that wait to be sent again included. */
    public long inFlight() {
        return inFlight.sum();
    }

    /** Answers to {@link Fleet#ping}. */
    public long pongs() {
        return pongs.sum();
    }

    /** Ends of connections by reason, those at the end of the run left out. */
    public Map<String, Long> closed() {
        Map<String, Long> counts = new TreeMap<>();
        closed.forEach((reason, count) -> counts.put(reason, count.sum()));
        return counts;
    }

    /** Microseconds from when a message was due to its acknowledgement, since the last call. */
    public Histogram takeAcknowledgementMicros() {
        return acknowledgementMicros.getIntervalHistogram();
    }

    /** Microseconds from the first packet to CONNACK, since the last call. */
    public Histogram takeConnectMicros() {
        return connectMicros.getIntervalHistogram();
    }
}
