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
 * The public keys that signatures of tokens are checked with. One thread of its own reads them now and then, and at once
 * when a token names an unknown key, but not more often than every {@link #PAUSE}, whatever clients send. Operators may
 * have them read at any time. When they cannot be read, the old ones stay.
 */
public final class JwtKeys implements AutoCloseable {
    /** The shortest time between two reads, and the time after which a failed one is repeated. */
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
     * Reads the keys on this thread, which may block.
     *
     * @throws ConfigException when they cannot be read
     */
    void readNow() {
        try {
            readOnce();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Reads the keys again, from file or server. May take seconds; not for an event loop.
     *
     * @throws ConfigException when they cannot be read; then the old ones stay
     */
    public void reload() {
        reloadFailed = true;
        source.isRead();
        readNow();
        reloadFailed = false;
    }

    /**
     * Reads the keys again when their file has changed, and then stayed the same since the last call; also some time
     * after a reload that failed. Used by one thread at a time.
     *
     * @return whether they were read
     * @throws ConfigException when they cannot be read; then the old ones stay
     */
    public boolean reloadIfChanged() {
        boolean changed = source.hasChanged();
        if (!changed && (!reloadFailed || isJustTried())) {
            return false;
        }
        reload();
        return true;
    }

    /** Begins to read the keys every interval; the first time at once, unless they are there. */
    void start() {
        refreshWhenDue();
        executor.scheduleWithFixedDelay(
                this::refreshWhenDue, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The keys as last read; empty when they never were. */
    List<JsonWebKey> current() {
        return keys;
    }

    /** Reads the keys again, unless that was done a moment ago; the stage completes when {@link #current} is up to date. */
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

    /** Reads the keys again when they are old, or not there. */
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
            LOG.warn("{}; the {} old keys stay", e.getMessage(), keys.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                refreshing = null;
            }
        }
    }

    /** One at a time, or a slow answer with old keys could take the place of newer ones. */
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
                throw problem("holds no key of a known kind");
            }
            return List.copyOf(read);
        } catch (JoseException e) {
            // What the parser says quotes what it read, which may be anything.
            throw problem("is no JSON Web Key Set, a JSON object with the list 'keys'");
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
