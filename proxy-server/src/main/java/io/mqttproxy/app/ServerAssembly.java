package io.mqttproxy.app;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mqttproxy.app.admin.AdminContext;
import io.mqttproxy.app.admin.AdminServer;
import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.app.reload.AccessReload;
import io.mqttproxy.app.reload.KeysReload;
import io.mqttproxy.app.reload.ReloadMetrics;
import io.mqttproxy.app.reload.Reloadable;
import io.mqttproxy.app.reload.Reloading;
import io.mqttproxy.app.reload.RoutesReload;
import io.mqttproxy.app.reload.TlsReload;
import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.ProxyConfig;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.config.SecurityConfig;
import io.mqttproxy.connection.ConnectionRegistry;
import io.mqttproxy.connection.ConnectionServices;
import io.mqttproxy.connection.HeapNeed;
import io.mqttproxy.kafka.ClientFailure;
import io.mqttproxy.kafka.KafkaHealth;
import io.mqttproxy.kafka.KafkaSink;
import io.mqttproxy.kafka.ProducerSettings;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.routing.RuleRouter;
import io.mqttproxy.security.AccessControl;
import io.mqttproxy.security.JwtKeys;
import io.mqttproxy.server.ProxyServer;
import io.mqttproxy.trace.Trace;
import io.mqttproxy.trace.Traces;
import io.mqttproxy.trace.TracingSink;
import io.mqttproxy.transport.TlsContexts;
import io.mqttproxy.transport.TransportSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place that wires parts together. They are made here in order, and closed in reverse. */
public final class ServerAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(ServerAssembly.class);

    private final AppConfig config;
    private final ProxyConfig proxy;
    private final RuleRouter router;
    private final ProducerSettings producer;
    private final AccessControl access;
    private final @Nullable TlsContexts tls;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ProxyMetrics metrics = new ProxyMetrics(registry);
    private final ConnectionRegistry connections = new ConnectionRegistry();
    private final Traces traces = new Traces();
    private final Parts parts = new Parts();
    private final DrainTime drainTime;

    private ServerAssembly(AppConfig config) {
        this.config = config;
        proxy = config.proxy();
        router = new RuleRouter(proxy.routing(), this::routed);
        producer = ProducerSettings.of(proxy.kafka());
        drainTime = new DrainTime(proxy.delivery().drainTimeout());
        access =
                AccessControl.open(security(proxy), proxy.limits().connections().connectTimeout());
        tls = proxy.tls() == null ? null : TlsContexts.load(proxy.tls());
    }

    /**
     * Looks for what is wrong with the configuration beyond its single values, without starting or contacting anything.
     *
     * @return rules that can never be used and the like, a line each: no error, but hardly meant
     * @throws ConfigException when rules or Kafka properties cannot be used
     */
    public static List<String> check(AppConfig config) {
        ServerAssembly assembly = new ServerAssembly(config);
        List<String> warnings = new ArrayList<>(assembly.access.warnings());
        if (assembly.tls != null) {
            warnings.addAll(assembly.tls.warnings());
        }
        assembly.router.shadowed().forEach(rule -> warnings.add(rule.text()));
        return warnings;
    }

    /**
     * Asks Kafka once whether it answers and which topics of the rules cannot be written to; waits for the answer.
     *
     * @throws ConfigException when rules or Kafka properties cannot be used
     */
    public static KafkaHealth.Snapshot contact(AppConfig config) {
        ServerAssembly assembly = new ServerAssembly(config);
        return KafkaHealth.askOnce(assembly.producer, assembly.router.staticTopics());
    }

    /**
     * Starts a proxy that takes connections when this returns.
     *
     * @throws IOException naming the address that could not be bound, or why Kafka's clients cannot start
     * @throws ConfigException when rules or Kafka properties cannot be used
     */
    public static RunningProxy start(AppConfig config) throws IOException {
        return start(config, () -> config);
    }

    /**
     * Starts a proxy as {@link #start(AppConfig)} does, which takes over routing rules that change later.
     *
     * @param source reads the configuration again
     */
    static RunningProxy start(AppConfig config, Supplier<AppConfig> source) throws IOException {
        ServerAssembly assembly = new ServerAssembly(config);
        try {
            return assembly.start(source);
        } catch (KafkaException e) {
            assembly.parts.close();
            throw assembly.unusable(e);
        } catch (IOException | RuntimeException e) {
            assembly.parts.close();
            throw e;
        }
    }

    private IOException unusable(KafkaException e) {
        String problem = ClientFailure.cause(e).getMessage();
        return new IOException("kafka: no client for " + proxy.kafka().bootstrapServers() + ": " + problem, e);
    }

    /**
     * Listens before it starts Kafka's client, which takes a third of the start: a new replica can take devices over while
     * the client is being made. What they publish meanwhile waits.
     */
    private RunningProxy start(Supplier<AppConfig> source) throws IOException {
        parts.onClose(registry::close);
        parts.onClose(access::close);
        access.start();
        access.warnings().forEach(LOG::warn);
        warnOfShadowed(router);
        warnOfSmallHeap();
        if (tls != null) {
            LOG.info("{}", tls.provider());
            tls.warnings().forEach(LOG::warn);
        }
        KafkaSink sink = sink();
        parts.onClose(() -> sink.close(drainTime.left()));
        LivePolicy policy = new LivePolicy(access, proxy.limits().rates().maxAuthenticationRate(), router);
        ProxyServer server =
                new ProxyServer(proxy.listeners(), config.eventLoops(), transportSettings(), services(sink, policy));
        parts.onClose(server::close);
        server.listen();
        sink.start();
        sink.warmUp(router.staticTopics());
        return startOperations(source, sink, policy, server);
    }

    /** What operators need: health, meters, reload, the admin port. */
    private RunningProxy startOperations(
            Supplier<AppConfig> source, KafkaSink sink, LivePolicy policy, ProxyServer server) throws IOException {
        KafkaHealth kafka = KafkaHealth.watch(producer, router.staticTopics(), sink);
        parts.onClose(kafka::close);
        RuntimeMetrics runtime = new RuntimeMetrics(registry);
        parts.onClose(runtime::close);
        ServerMetrics.bind(
                registry, metrics, new Version(), () -> kafka.snapshot().reachable());
        Reloading reloading = startReloading(source, policy, newRouter -> {
            warnOfShadowed(newRouter);
            sink.warmUp(newRouter.staticTopics());
            kafka.watchTopics(newRouter.staticTopics());
            policy.replaceRouter(newRouter);
            metrics.keepRouted(newRouter.usage().stream()
                    .map(usage -> routed(usage.rule()))
                    .collect(Collectors.toUnmodifiableSet()));
        });
        RunningServer running = new RunningServer(
                server,
                kafka,
                config.kafkaOutagePolicy(),
                reloading,
                proxy.delivery().drainDelay(),
                drainTime,
                parts);
        if (config.admin().isPresent()) {
            startAdmin(config.admin().get(), running, new LiveView(kafka, sink, policy, reloading, tls));
        }
        return running;
    }

    private static void warnOfShadowed(RuleRouter router) {
        router.shadowed().forEach(rule -> LOG.warn("{}", rule.text()));
    }

    private void warnOfSmallHeap() {
        String warning = HeapWarning.of(
                HeapNeed.of(proxy.limits(), producer.bufferMemory()),
                Runtime.getRuntime().maxMemory());
        if (warning != null) {
            LOG.warn("{}", warning);
        }
    }

    private KafkaSink sink() {
        return KafkaSink.of(producer, proxy.routing().traceSampling(), kafkaProducer -> {
            KafkaClientMetrics meters = new KafkaClientMetrics(kafkaProducer);
            meters.bindTo(registry);
            return meters::close;
        });
    }

    private Reloading startReloading(Supplier<AppConfig> source, LivePolicy policy, Consumer<RuleRouter> receiver) {
        List<Reloadable> kinds = new ArrayList<>();
        kinds.add(new RoutesReload(config, source, this::routed, receiver));
        kinds.add(new AccessReload(access, policy::refreshAccess));
        JwtKeys tokenKeys = access.tokenKeys();
        if (tokenKeys != null) {
            kinds.add(new KeysReload(tokenKeys));
        }
        if (tls != null) {
            kinds.add(new TlsReload(tls, registry));
        }
        Reloading reloading = new Reloading(kinds, new ReloadMetrics(registry));
        parts.onClose(reloading::close);
        reloading.start(config.reloadInterval());
        return reloading;
    }

    private ConnectionServices services(KafkaSink sink, LivePolicy policy) {
        return new ConnectionServices(
                new TracingSink(sink, traces),
                policy,
                proxy.routing().deadLetterTopic(),
                proxy.limits(),
                proxy.delivery(),
                connections,
                traces,
                metrics);
    }

    private @Nullable Trace trace(String clientId, Consumer<String> lines) {
        Trace trace = traces.begin(clientId, lines);
        if (trace != null) {
            connections.watch(trace);
        }
        return trace;
    }

    private LongAdder routed(RouteConfig rule) {
        return metrics.routed(rule.filter(), rule.topic());
    }

    /** Without a method, {@link AppConfig} allows listeners on loopback only; there everybody is let in. */
    private static SecurityConfig security(ProxyConfig proxy) {
        SecurityConfig security = proxy.security();
        return security.methods().isEmpty() ? security.lettingEverybodyIn() : security;
    }

    private TransportSettings transportSettings() {
        return new TransportSettings(proxy.limits(), proxy.webSocket(), proxy.proxyProtocol(), tls);
    }

    private void startAdmin(InetSocketAddress address, RunningServer running, LiveView view) throws IOException {
        AdminContext context = new AdminContext(
                new Version().full(),
                Instant.now(),
                Banner.listeners(config, running.addresses()),
                config.yaml(),
                registry,
                metrics::storeLatency,
                view,
                running,
                this::trace,
                () -> running.requestStop("POST /drain"));
        AdminServer admin = AdminServer.start(address, context);
        parts.onClose(admin::close);
        LOG.info(
                "Status page at http://{}:{}/",
                address.getHostString(),
                admin.address().getPort());
        if (config.isAdminExposed()) {
            LOG.warn(
                    "admin-listen: anyone who reaches {}:{} can drain this proxy and trace devices",
                    address.getHostString(),
                    admin.address().getPort());
        }
    }
}
