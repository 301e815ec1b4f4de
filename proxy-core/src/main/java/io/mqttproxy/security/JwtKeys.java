package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.threads.DaemonThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys that verify the signatures of tokens. A thread of its own refreshes them
 * periodically, and at once when a token names an unknown key. Whatever clients send, it never does so
 * more often than every {@link #PAUSE}. Operators may reload the keys at any time. When the keys
 * cannot be read, the old ones stay in use. Thread-safe.
 */
public final class JwtKeys implements AutoCloseable {
    /** The shortest time between two refreshes, and the time after which a failed one is repeated. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(JwtKeys.class);

    private final JwksSource source;
    private final Duration interval;
    private final LongSupplier clock;
    private final ScheduledExecutorService executor;
    private final Object reading = new Object();
    private volatile List<JsonWebKey> keys = List.of();
    private volatile boolean reloadFailed;
    private @Nullable CompletableFuture<Void> refreshing;
    private volatile long triedAt;
    private volatile long succeededAt;

    JwtKeys(JwksSource source, Duration interval, LongSupplier clock) {
        this.source = source;
        this.interval = interval;
        this.clock = clock;
        this.triedAt = clock.getAsLong() - PAUSE.toNanos();
        this.executor = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("jwt-keys"));
    }

    /**
     * Reads the keys on the calling thread, which may block.
     *
     * @throws ConfigException when the keys cannot be read
     */
    void readNow() {
        try {
            readOnce();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Reloads the keys from the file or server. May block for seconds; do not call on an event loop.
     *
     * @throws ConfigException when the keys cannot be read; then the old ones stay in use
     */
    public void reload() {
        reloadFailed = true;
        source.markRead();
        readNow();
        reloadFailed = false;
    }

    /**
     * Reloads the keys if their file has changed since the last reload but not since the last call, or
     * if the last reload has failed some time ago. Used by one thread at a time.
     *
     * @return whether the keys were reloaded
     * @throws ConfigException when the keys cannot be read; then the old ones stay in use
     */
    public boolean reloadIfChanged() {
        boolean changed = source.hasChanged();
        if (!changed && (!reloadFailed || isJustTried())) {
            return false;
        }
        reload();
        return true;
    }

    /** Begins to refresh the keys every interval, and at once if there are none yet. */
    void start() {
        refreshWhenDue();
        executor.scheduleWithFixedDelay(
                this::refreshWhenDue, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The current keys; empty until the first successful read. */
    List<JsonWebKey> current() {
        return keys;
    }

    /**
     * Refreshes the keys, unless that was just tried. The stage completes when {@link #current} is up
     * to date, never exceptionally.
     */
    synchronized CompletionStage<Void> refresh() {
        if (refreshing != null) {
            return refreshing;
        }
        if (isJustTried()) {
            return CompletableFuture.completedFuture(null);
        }
        try {
            CompletableFuture<Void> refresh = CompletableFuture.runAsync(this::read, executor);
            refreshing = refresh;
            return refresh;
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Refreshes the keys if they are older than the interval, or missing. */
    synchronized void refreshWhenDue() {
        if (keys.isEmpty() || clock.getAsLong() - succeededAt >= interval.toNanos()) {
            refresh();
        }
    }

    private boolean isJustTried() {
        return clock.getAsLong() - triedAt < PAUSE.toNanos();
    }

    private void read() {
        try {
            readOnce();
        } catch (ConfigException e) {
            LOG.warn("{}; keeping the {} old keys", e.getMessage(), keys.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                refreshing = null;
            }
        }
    }

    /** One read at a time: otherwise a slow answer with old keys could replace newer ones. */
    private void readOnce() throws InterruptedException {
        synchronized (reading) {
            try {
                keys = parse(source.read());
                succeededAt = clock.getAsLong();
            } catch (IOException e) {
                throw problem("cannot be read: " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
            } finally {
                triedAt = clock.getAsLong();
            }
        }
    }

    private List<JsonWebKey> parse(String text) {
        try {
            List<JsonWebKey> read = new JsonWebKeySet(text).getJsonWebKeys();
            if (read.isEmpty()) {
                throw problem("has no key of a supported type");
            }
            return List.copyOf(read);
        } catch (JoseException e) {
            // The parser's message quotes the text, which may contain anything.
            throw problem("is not a JSON Web Key Set (a JSON object with a list 'keys')");
        }
    }

    private ConfigException problem(String problem) {
        return new ConfigException(JwksSource.SETTING, source + " " + problem);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
