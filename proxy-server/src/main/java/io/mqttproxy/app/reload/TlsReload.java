package io.mqttproxy.app.reload;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mqttproxy.transport.TlsContexts;
import io.mqttproxy.transport.TlsExpiry;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over changed certificates, keys and revocation lists, and tells when they expire. */
public final class TlsReload implements Reloadable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsReload.class);

    private final TlsContexts contexts;
    private List<String> warned;

    /** @param contexts whose warnings of the start have been told */
    public TlsReload(TlsContexts contexts, MeterRegistry registry) {
        this.contexts = contexts;
        this.warned = contexts.warnings();
        contexts.expiries().forEach(expiry -> expiryGauge(expiry, registry));
    }

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public boolean reloadIfChanged() {
        try {
            return contexts.reload();
        } finally {
            warn();
        }
    }

    @Override
    public void reload() {
        reloadIfChanged();
    }

    /** A file that is in use may expire there without a change. */
    private void warn() {
        List<String> warnings = contexts.warnings();
        warnings.stream().filter(warning -> !warned.contains(warning)).forEach(LOG::warn);
        warned = warnings;
    }

    private void expiryGauge(TlsExpiry expiry, MeterRegistry registry) {
        Gauge.builder("mqtt.proxy.tls.expiry", contexts, tls -> daysLeft(tls, expiry))
                .description(
                        "Days until the first certificate or revocation list of a file expires; below 0 after that")
                .baseUnit("days")
                .tag("setting", expiry.setting())
                .tag("file", expiry.file().toString())
                .register(registry);
    }

    /** Files are the same for ever, but after a reload they may expire on another day. */
    private static double daysLeft(TlsContexts contexts, TlsExpiry known) {
        return contexts.expiries().stream()
                .filter(now ->
                        now.setting().equals(known.setting()) && now.file().equals(known.file()))
                .mapToDouble(now -> now.daysLeft(Instant.now()))
                .min()
                .orElse(Double.NaN);
    }
}
