package io.mqttproxy.app;

import io.mqttproxy.app.admin.ProxyView;
import io.mqttproxy.app.reload.FailedReload;
import io.mqttproxy.app.reload.Reloading;
import io.mqttproxy.kafka.KafkaHealth;
import io.mqttproxy.kafka.KafkaSink;
import io.mqttproxy.kafka.ProducerFigures;
import io.mqttproxy.routing.RuleRouter;
import io.mqttproxy.transport.TlsContexts;
import io.mqttproxy.transport.TlsExpiry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the status page asks the parts of a running proxy for. Safe for all threads. */
record LiveView(
        KafkaHealth health,
        KafkaSink sink,
        LivePolicy policy,
        Reloading reloading,
        @Nullable TlsContexts tls) implements ProxyView {
    @Override
    public KafkaHealth.Snapshot kafka() {
        return health.snapshot();
    }

    @Override
    public ProducerFigures producer() {
        return sink.figures();
    }

    @Override
    public List<RuleRouter.Usage> routes() {
        return policy.router().usage();
    }

    @Override
    public List<FailedReload> failedReloads() {
        return reloading.failures();
    }

    @Override
    public List<TlsExpiry> tlsFiles() {
        return tls == null ? List.of() : tls.expiries();
    }
}
