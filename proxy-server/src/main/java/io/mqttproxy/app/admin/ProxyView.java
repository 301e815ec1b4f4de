package io.mqttproxy.app.admin;

import io.mqttproxy.app.reload.FailedReload;
import io.mqttproxy.kafka.KafkaHealth;
import io.mqttproxy.kafka.ProducerFigures;
import io.mqttproxy.routing.RuleRouter;
import io.mqttproxy.transport.TlsExpiry;
import java.util.List;

/** What the status page shows beyond the meters. Called by any thread; answers from memory. */
public interface ProxyView {
    KafkaHealth.Snapshot kafka();

    ProducerFigures producer();

    /** Of the rules in force. */
    List<RuleRouter.Usage> routes();

    /** Changed files that cannot be used, by kind. */
    List<FailedReload> failedReloads();

    /** When the TLS files in use expire. */
    List<TlsExpiry> tlsFiles();
}
