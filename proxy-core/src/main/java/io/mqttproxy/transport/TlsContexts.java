package io.mqttproxy.transport;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.TlsConfig;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The TLS certificates and trust rules for new connections, replaced as a whole when the files change.
 * Open connections keep the state that they were made with. Sessions are not resumed across a reload,
 * so that a client whose certificate has been revoked cannot return with an old session. Thread-safe.
 */
public final class TlsContexts {

    /**
     * Bound for the bytes of a ClientHello, which usually has 200 to 2,000 bytes, including
     * post-quantum key shares.
     */
    private static final int MAX_CLIENT_HELLO_BYTES = 16 * 1024;

    /**
     * Matches no fingerprint: after a failed reload, the next readable files count as changed even if
     * they equal those in use.
     */
    private static final String UNUSABLE = "";

    private final TlsConfig config;
    private final SslProvider provider;
    private final InstantSource clock;
    private volatile TlsSnapshot current;
    private String fingerprint;

    private TlsContexts(TlsConfig config, SslProvider provider, InstantSource clock) {
        this.config = config;
        this.provider = provider;
        this.clock = clock;
        TlsFiles files = TlsFiles.read(config);
        this.current = TlsSnapshot.of(config, TlsMaterial.of(files), provider);
        this.fingerprint = files.fingerprint();
    }

    /**
     * Reads all files; blocks.
     *
     * @throws ConfigException naming the setting and the file at fault
     */
    public static TlsContexts load(TlsConfig config) {
        return load(config, InstantSource.system());
    }

    /**
     * Like {@link #load(TlsConfig)}.
     *
     * @param clock decides which files are out of date; handshakes always use the system's clock
     */
    public static TlsContexts load(TlsConfig config, InstantSource clock) {
        return new TlsContexts(config, OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK, clock);
    }

    static TlsContexts load(TlsConfig config, SslProvider provider) {
        return new TlsContexts(config, provider, InstantSource.system());
    }

    /**
     * Reads all files again and uses them for new connections if any has changed. Blocks, so do not
     * call it on an event loop. A file that is out of date never replaces one that is not.
     *
     * @return whether anything was replaced
     * @throws ConfigException naming the setting and the file at fault; the state in use is kept
     */
    public synchronized boolean reload() {
        String used = fingerprint;
        fingerprint = UNUSABLE;
        TlsFiles files = TlsFiles.read(config);
        String seen = files.fingerprint();
        boolean changed = !seen.equals(used);
        if (changed) {
            TlsMaterial material = TlsMaterial.of(files);
            material.dates().requireNothingWorse(current.dates(), clock.instant());
            current = TlsSnapshot.of(config, material, provider);
        }
        fingerprint = seen;
        return changed;
    }

    /** The expiry dates of the files, for a metric; in the order tls-ca, tls-crl, tls-cert. */
    public List<TlsExpiry> expiries() {
        return current.dates().expiries();
    }

    /**
     * One warning per file in use that is expired or not yet valid; the same lines until a file or its
     * state changes.
     */
    public List<String> warnings() {
        return current.dates().problems(clock.instant());
    }

    /** Which TLS library is used, and why not the faster one: a line for the log. */
    public String provider() {
        return provider == SslProvider.JDK
                ? "TLS by the JDK, because OpenSSL is not available: "
                        + TransportFailure.detail(OpenSsl.unavailabilityCause())
                : "TLS by OpenSSL: " + OpenSsl.versionString();
    }

    /** Appends the TLS handlers of one connection. */
    void addTo(ChannelPipeline pipeline, Duration handshakeTimeout) {
        ServerNames names = current.names();
        TlsRecords records = new TlsRecords();
        pipeline.addLast(HandlerNames.TLS_RECORDS, records);
        pipeline.addLast(
                HandlerNames.TLS,
                names.single()
                        ? newHandler(names.first(), pipeline.channel().alloc(), handshakeTimeout)
                        : new SniHandler(names.byName(), MAX_CLIENT_HELLO_BYTES, handshakeTimeout.toMillis()));
        pipeline.addLast(HandlerNames.TLS_HANDSHAKE, new TlsHandshakeResult(records));
    }

    private static SslHandler newHandler(SslContext context, ByteBufAllocator allocator, Duration handshakeTimeout) {
        SslHandler handler = context.newHandler(allocator);
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        return handler;
    }
}
