package io.mqttproxy.app.reload;

import io.mqttproxy.threads.DaemonThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time whether files have changed, on a thread of its own. What cannot be used is logged and counted
 * once, however often it is looked at, and what was in force stays so. Safe for all threads.
 */
public final class Reloading implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

    private final List<Reloadable> kinds;
    private final ReloadMetrics metrics;
    private final Map<String, FailedReload> failures = new ConcurrentSkipListMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("reload"));

    public Reloading(List<Reloadable> kinds, ReloadMetrics metrics) {
        this.kinds = List.copyOf(kinds);
        this.metrics = metrics;
        kinds.forEach(kind -> metrics.watch(kind.name()));
    }

    /**
     * Begins to look at the files.
     *
     * @param interval from one look to the next; zero never looks by itself
     */
    public void start(Duration interval) {
        if (!interval.isZero()) {
            timer.scheduleWithFixedDelay(this::poll, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Reads everything again, soon, whether or not it has changed. */
    public void request() {
        timer.execute(this::reloadAll);
    }

    /** What cannot be used at present, by kind; from memory. */
    public List<FailedReload> failures() {
        return List.copyOf(failures.values());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** One look at all files. */
    synchronized void poll() {
        for (Reloadable kind : kinds) {
            try {
                if (kind.reloadIfChanged()) {
                    succeeded(kind);
                }
            } catch (RuntimeException e) {
                if (isNews(kind, e)) {
                    failed(kind, e);
                }
            }
        }
    }

    /** Reports every failure, also one that was reported before: somebody has asked for this reload. */
    synchronized void reloadAll() {
        for (Reloadable kind : kinds) {
            try {
                kind.reload();
                succeeded(kind);
            } catch (RuntimeException e) {
                failed(kind, e);
            }
        }
    }

    private void succeeded(Reloadable kind) {
        failures.remove(kind.name());
        metrics.succeeded(kind.name());
        LOG.info("Reloaded: {}", kind.name());
    }

    private void failed(Reloadable kind, RuntimeException e) {
        if (isNews(kind, e)) {
            failures.put(kind.name(), new FailedReload(kind.name(), Instant.now(), problem(e)));
        }
        metrics.failed(kind.name());
        LOG.error("Not reloaded: {}; what was in force stays: {}", kind.name(), problem(e));
    }

    private boolean isNews(Reloadable kind, RuntimeException e) {
        FailedReload known = failures.get(kind.name());
        return known == null || !known.problem().equals(problem(e));
    }

    private static String problem(RuntimeException e) {
        return String.valueOf(e.getMessage()).replace('\n', ' ');
    }
}
