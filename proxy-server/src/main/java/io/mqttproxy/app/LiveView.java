package io.mqttproxy.app;

import io.mqttproxy.app.admin.ProxyView;
import io.mqttproxy.kafka.KafkaHealth;
import io.mqttproxy.kafka.KafkaSink;
import io.mqttproxy.kafka.ProducerFigures;
import io.mqttproxy.routing.RuleRouter;
import java.util.List;

/** What the status page asks the parts of a running proxy for. Safe for all threads. */
record LiveView(KafkaHealth health, KafkaSink sink, LivePolicy policy) implements ProxyView {
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
}
