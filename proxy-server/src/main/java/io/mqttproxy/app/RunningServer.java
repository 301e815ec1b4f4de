package io.mqttproxy.app;

import io.mqttproxy.app.admin.Readiness;
import io.mqttproxy.app.config.KafkaOutagePolicy;
import io.mqttproxy.app.reload.Reloading;
import io.mqttproxy.kafka.KafkaHealth;
import io.mqttproxy.server.ProxyServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The proxy while it runs: what can be asked of it, and its end. Safe for all threads. */
final class RunningServer implements RunningProxy, Readiness {
    private final ProxyServer server;
    private final KafkaHealth kafka;
    private final KafkaOutagePolicy outagePolicy;
    private final Reloading reloading;
    private final Duration drainDelay;
    private final DrainTime drainTime;
    private final Parts parts;
    private final CompletableFuture<String> stopRequest = new CompletableFuture<>();

    /** Set when draining begins; written under the lock. */
    private volatile @Nullable CompletableFuture<Boolean> drained;

    /**
     * A proxy that takes connections.
     *
     * @param outagePolicy how an outage of Kafka counts for readiness
     * @param drainDelay from readiness turning false to the listeners closing
     * @param drainTime begins when the listeners close
     * @param parts everything that {@link #close} closes
     */
    RunningServer(
            ProxyServer server,
            KafkaHealth kafka,
            KafkaOutagePolicy outagePolicy,
            Reloading reloading,
            Duration drainDelay,
            DrainTime drainTime,
            Parts parts) {
        this.outagePolicy = outagePolicy;
        this.reloading = reloading;
        this.server = server;
        this.kafka = kafka;
        this.drainDelay = drainDelay;
        this.drainTime = drainTime;
        this.parts = parts;
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    @Override
    public Map<String, Check> checks() {
        Map<String, Check> checks = new LinkedHashMap<>();
        boolean draining = drained != null;
        checks.put("listeners", new Check(!draining, draining ? "draining" : "taking connections"));
        checks.put("kafka", KafkaReadiness.of(kafka.snapshot(), outagePolicy, Instant.now()));
        return checks;
    }

    @Override
    public synchronized CompletableFuture<Boolean> drain() {
        CompletableFuture<Boolean> begun = drained;
        if (begun == null) {
            Executor later = CompletableFuture.delayedExecutor(drainDelay.toMillis(), TimeUnit.MILLISECONDS);
            begun = CompletableFuture.supplyAsync(this::beginToDrain, later).thenCompose(future -> future);
            drained = begun;
        }
        return begun;
    }

    private CompletableFuture<Boolean> beginToDrain() {
        drainTime.begin();
        return server.drain();
    }

    @Override
    public CompletableFuture<String> stopRequest() {
        return stopRequest;
    }

    /** Begins to drain, and asks for the end of the process after it. A second call changes nothing. */
    void requestStop(String reason) {
        drain();
        stopRequest.complete(reason);
    }

    @Override
    public void reload() {
        reloading.request();
    }

    @Override
    public void close() {
        parts.close();
    }
}
