package io.mqttproxy.app.reload;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mqttproxy.transport.TlsContexts;
import io.mqttproxy.transport.TlsExpiry;
import java.time.Instant;

/** Takes over changed certificates, keys and revocation lists, and tells when they expire. */
public final class TlsReload implements Reloadable {
    private final TlsContexts contexts;

    public TlsReload(TlsContexts contexts, MeterRegistry registry) {
        this.contexts = contexts;
        contexts.expiries().forEach(expiry -> expiryGauge(expiry, registry));
    }

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public boolean reloadIfChanged() {
        return contexts.reload();
    }

    @Override
    public void reload() {
        contexts.reload();
    }

    private void expiryGauge(TlsExpiry expiry, MeterRegistry registry) {
        Gauge.builder("mqtt.proxy.tls.expiry", contexts, tls -> daysLeft(tls, expiry))
                .description("Days until the first certificate of a file expires or its revocation list is out of date")
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
