package io.mqttproxy.app.reload;

import io.mqttproxy.threads.DaemonThreads;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<String, String> problems = new HashMap<>();
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
                failed(kind, e);
            }
        }
    }

    synchronized void reloadAll() {
        problems.clear();
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
        problems.remove(kind.name());
        metrics.succeeded(kind.name());
        LOG.info("Reloaded: {}", kind.name());
    }

    private void failed(Reloadable kind, RuntimeException e) {
        String problem = String.valueOf(e.getMessage());
        if (!problem.equals(problems.put(kind.name(), problem))) {
            metrics.failed(kind.name());
            LOG.error("Not reloaded: {}; what was in force stays: {}", kind.name(), problem.replace('\n', ' '));
        }
    }
}
