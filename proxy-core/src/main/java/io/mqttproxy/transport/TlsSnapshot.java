package io.mqttproxy.transport;

import io.mqttproxy.config.TlsConfig;
import io.mqttproxy.transport.TlsMaterial.ServerIdentity;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The SSL contexts and validity dates that follow from one state of the TLS files. Immutable. */
record TlsSnapshot(ServerNames names, TlsDates dates) {

    /** Forward secrecy and authenticated encryption only. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** @throws io.mqttproxy.config.ConfigException naming the setting and the file at fault */
    static TlsSnapshot of(TlsConfig config, TlsMaterial material, SslProvider provider) {
        ServerNames.Builder names = new ServerNames.Builder();
        for (ServerIdentity identity : material.identities()) {
            try {
                names.add(identity.chain().get(0), context(config, provider, identity, material.clientTrust()));
            } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
                throw identity.file().error("cannot be used", e);
            }
        }
        return new TlsSnapshot(names.build(), material.dates());
    }

    private static SslContext context(
            TlsConfig config, SslProvider provider, ServerIdentity identity, @Nullable X509ExtendedTrustManager trust)
            throws IOException {
        SslContextBuilder builder = SslContextBuilder.forServer(identity.key(), identity.chain())
                .sslProvider(provider)
                .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .protocols(config.protocols().stream()
                        .map(TlsConfig.Protocol::text)
                        .toList())
                .sessionCacheSize(config.sessionCacheSize())
                .sessionTimeout(config.sessionTimeout().toSeconds());
        SslContext context = (trust == null
                        ? builder.clientAuth(ClientAuth.NONE).trustManager(List.of())
                        : builder.clientAuth(clientAuth(config)).trustManager(withAlerts(provider, trust)))
                .build();
        // Netty enables tickets only for TLS 1.3. Without keys from us, OpenSSL creates and rotates
        // its own.
        if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
            sessions.setTicketKeys();
        }
        return context;
    }

    private static X509ExtendedTrustManager withAlerts(SslProvider provider, X509ExtendedTrustManager trust) {
        return provider == SslProvider.JDK ? trust : new ClientTrustManager(trust);
    }

    private static ClientAuth clientAuth(TlsConfig config) {
        return switch (config.clientAuth()) {
            case NONE -> ClientAuth.NONE;
            case OPTIONAL -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
    }
}
