package io.mqttproxy.bench.compare;

import com.sun.management.OperatingSystemMXBean;
import io.mqttproxy.bench.BenchVersion;
import io.mqttproxy.bench.load.Schedule;
import io.mqttproxy.bench.load.Workload;
import io.mqttproxy.bench.report.Latency;
import io.mqttproxy.bench.report.LoadReport;
import io.mqttproxy.bench.report.Machine;
import io.mqttproxy.bench.report.TargetCost;
import io.mqttproxy.bench.target.TargetProcesses;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;

/** One round of Kafka's own producer, in this process: the least that storing these messages can cost. For one thread. */
final class ProducerLoad {
    private static final long SHORTEST_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Workload load;
    private final Schedule schedule;
    private final Producer<byte[], byte[]> producer;
    private final BaselineRecords records;
    private final Semaphore room;
    private final LongAdder stored = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Recorder latency = new Recorder(3);
    private long published;

    /** @param messages stored; as for a device, of QoS 0 those that were sent */
    private record Mark(long time, long messages, long cpuNanos) {}

    ProducerLoad(Workload load, Producer<byte[], byte[]> producer, BaselineRecords records) {
        this.load = load;
        this.producer = producer;
        this.records = records;
        schedule = load.schedule();
        room = new Semaphore(load.clients() * load.window());
    }

    LoadReport run() throws InterruptedException {
        Instant started = Instant.now();
        long start = System.nanoTime();
        long warm = TimeUnit.MILLISECONDS.toNanos(load.warmUpMillis());
        long end = TimeUnit.MILLISECONDS.toNanos(load.durationMillis());
        long deadline = end + TimeUnit.MILLISECONDS.toNanos(load.drainMillis());
        publish(start, warm, warm);
        Histogram micros = latency.getIntervalHistogram();
        micros.reset();
        Mark first = mark();
        publish(start, end, end);
        if (schedule.closedLoop()) {
            settle(start + end);
        }
        Mark last = mark();
        publish(start, end, deadline);
        settle(start + deadline);
        micros.add(latency.getIntervalHistogram());
        return report(started, first, last, micros);
    }

    /** Publishes what is due before the end, as far as there is room before the deadline; both count from the start. */
    private void publish(long start, long end, long deadline) throws InterruptedException {
        while (true) {
            long elapsed = System.nanoTime() - start;
            long due = schedule.closedLoop() ? elapsed : schedule.dueNanos(published);
            if (due >= end || published >= load.messages() || elapsed >= deadline) {
                return;
            }
            if (due > elapsed) {
                LockSupport.parkNanos(Math.max(SHORTEST_WAIT_NANOS, due - elapsed));
            } else if (room.tryAcquire(deadline - elapsed, TimeUnit.NANOSECONDS)) {
                // In a closed loop a message is due once there is room for it, as it is for a device.
                send(schedule.closedLoop() ? System.nanoTime() : start + due);
            } else {
                return;
            }
        }
    }

    /** Waits until everything that was sent is stored or has failed, or for the deadline. */
    private void settle(long deadline) throws InterruptedException {
        int all = load.clients() * load.window();
        if (room.tryAcquire(all, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            room.release(all);
        }
    }

    /** What was due but not sent. In a closed loop nothing is due before there is room. */
    private long unsent() {
        long next = published;
        while (!schedule.closedLoop() && !schedule.isOver(next, schedule.dueNanos(next))) {
            next++;
        }
        return next - published;
    }

    private void send(long due) {
        Callback callback = (metadata, exception) -> {
            if (exception == null) {
                stored.increment();
                latency.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due)));
            } else {
                failed.increment();
            }
            // Last: whoever waits for all the room reads the figures next.
            room.release();
        };
        producer.send(records.of(published), callback);
        published++;
    }

    private Mark mark() {
        long messages = load.qos() == 0 ? published : stored.sum();
        return new Mark(System.nanoTime(), messages, SYSTEM.getProcessCpuTime());
    }

    private LoadReport report(Instant started, Mark first, Mark last, Histogram micros) {
        long unacknowledged = published - stored.sum() - failed.sum();
        double seconds = (last.time() - first.time()) / 1e9;
        long messages = last.messages() - first.messages();
        double cpuSeconds = (last.cpuNanos() - first.cpuNanos()) / 1e9;
        TargetProcesses self = new TargetProcesses(List.of(ProcessHandle.current()));
        long rss = self.mostRssBytes();
        return new LoadReport(
                "Kafka's own producer",
                started.toString(),
                BenchVersion.text(),
                Map.of(),
                Machine.description(),
                seconds,
                messages / seconds,
                new LoadReport.Counts(0, 0, published, 0, stored.sum(), failed.sum(), unacknowledged, unsent(), 0),
                Map.of(),
                Latency.of(micros),
                null,
                new TargetCost(self.description(), cpuSeconds, cpuSeconds * 1e6 / Math.max(1, messages), rss),
                null,
                null,
                List.of());
    }
}
