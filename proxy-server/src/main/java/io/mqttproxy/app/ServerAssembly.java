package io.mqttproxy.app;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.config.ProxyConfig;
import io.mqttproxy.connection.ConnectionRegistry;
import io.mqttproxy.connection.ConnectionServices;
import io.mqttproxy.connection.ConnectionServices.Policy;
import io.mqttproxy.kafka.KafkaSink;
import io.mqttproxy.kafka.ProducerSettings;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.routing.RuleRouter;
import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.Authorizer;
import io.mqttproxy.security.Identity;
import io.mqttproxy.server.ProxyServer;
import io.mqttproxy.transport.TlsContexts;
import io.mqttproxy.transport.TransportSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The only place that wires: every part is made here, in order, and closed in the opposite one. */
public final class ServerAssembly implements RunningProxy {
    private final PrometheusMeterRegistry registry;
    private final KafkaSink sink;
    private final Duration sinkTimeout;
    private final ProxyServer server;

    private ServerAssembly(PrometheusMeterRegistry registry, KafkaSink sink, Duration sinkTimeout, ProxyServer server) {
        this.registry = registry;
        this.sink = sink;
        this.sinkTimeout = sinkTimeout;
        this.server = server;
    }

    /**
     * Starts a proxy that takes connections when this returns.
     *
     * @throws IOException naming the listener that could not be bound
     */
    public static ServerAssembly start(AppConfig config) throws IOException {
        ProxyConfig proxy = config.proxy();
        RuleRouter router = new RuleRouter(proxy.routing());
        ProducerSettings producer = ProducerSettings.of(proxy.kafka());
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        KafkaSink sink =
                KafkaSink.start(producer, kafkaProducer -> new KafkaClientMetrics(kafkaProducer).bindTo(registry));
        sink.warmUp(router.staticTopics());
        Policy policy = new Policy(
                credentials -> CompletableFuture.completedStage(new Accepted(Identity.ANONYMOUS)),
                Authorizer.ALLOW_ALL,
                router);
        ConnectionServices services = new ConnectionServices(
                sink,
                () -> policy,
                proxy.routing().deadLetterTopic(),
                proxy.limits(),
                proxy.delivery(),
                new ConnectionRegistry(),
                new ProxyMetrics(registry));
        try {
            ProxyServer server =
                    ProxyServer.start(proxy.listeners(), config.eventLoops(), transportSettings(proxy), services);
            return new ServerAssembly(registry, sink, proxy.delivery().drainTimeout(), server);
        } catch (IOException e) {
            sink.close();
            throw e;
        }
    }

    private static TransportSettings transportSettings(ProxyConfig proxy) {
        TlsContexts tls = proxy.tls() == null ? null : TlsContexts.load(proxy.tls());
        return new TransportSettings(proxy.limits(), proxy.webSocket(), proxy.proxyProtocol(), tls);
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    @Override
    public CompletionStage<?> drain() {
        return server.drain();
    }

    @Override
    public void close() {
        server.close();
        sink.close(sinkTimeout);
        registry.close();
    }
}
