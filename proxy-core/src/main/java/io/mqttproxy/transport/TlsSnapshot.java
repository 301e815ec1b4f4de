package io.mqttproxy.transport;

import io.mqttproxy.config.TlsConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Everything that one state of the TLS files amounts to. Immutable. */
record TlsSnapshot(ServerNames names, List<TlsExpiry> expiries) {

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

    /** @throws io.mqttproxy.config.ConfigException that names the setting and the file at fault */
    static TlsSnapshot of(TlsConfig config, TlsFiles files, SslProvider provider) {
        List<TlsExpiry> expiries = new ArrayList<>();
        TrustManagerFactory trust = trust(files, expiries);
        ServerNames.Builder names = new ServerNames.Builder();
        for (int i = 0; i < files.certificates().size(); i++) {
            TlsFile certificate = files.certificates().get(i);
            List<X509Certificate> chain = certificate.certificates();
            expiries.add(expiry(certificate, chain.stream().map(X509Certificate::getNotAfter)));
            PrivateKey key = TlsKey.read(
                    files.keys().get(i), files.keyPassword(), chain.get(0).getPublicKey());
            try {
                names.add(chain.get(0), context(config, provider, chain, key, trust));
            } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
                throw certificate.error("cannot be used", e);
            }
        }
        return new TlsSnapshot(names.build(), List.copyOf(expiries));
    }

    private static @Nullable TrustManagerFactory trust(TlsFiles files, List<TlsExpiry> expiries) {
        TlsFile file = files.authorities();
        if (file == null) {
            return null;
        }
        List<X509Certificate> authorities = file.certificates();
        expiries.add(expiry(file, authorities.stream().map(X509Certificate::getNotAfter)));
        List<X509CRL> revocations = null;
        if (files.revocations() != null) {
            revocations = files.revocations().revocations();
            expiries.add(expiry(files.revocations(), revocations.stream().map(X509CRL::getNextUpdate)));
        }
        try {
            return ClientTrust.of(authorities, revocations);
        } catch (GeneralSecurityException | IOException e) {
            throw file.error("cannot be used", e);
        }
    }

    private static TlsExpiry expiry(TlsFile file, Stream<Date> dates) {
        Date first = dates.filter(Objects::nonNull).min(Date::compareTo).orElseGet(() -> new Date(Long.MAX_VALUE));
        return new TlsExpiry(file.setting(), file.path(), first.toInstant());
    }

    private static SslContext context(
            TlsConfig config,
            SslProvider provider,
            List<X509Certificate> chain,
            PrivateKey key,
            @Nullable TrustManagerFactory trust)
            throws IOException {
        SslContextBuilder builder = SslContextBuilder.forServer(key, chain)
                .sslProvider(provider)
                .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .protocols(config.protocols().stream()
                        .map(TlsConfig.Protocol::text)
                        .toList())
                .sessionCacheSize(config.sessionCacheSize())
                .sessionTimeout(config.sessionTimeout().toSeconds());
        SslContext context = (trust == null
                        ? builder.clientAuth(ClientAuth.NONE).trustManager(List.of())
                        : builder.clientAuth(clientAuth(config)).trustManager(trust))
                .build();
        // Netty turns tickets on for TLS 1.3 alone; OpenSSL makes and rotates their keys.
        if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
            sessions.setTicketKeys();
        }
        return context;
    }

    private static ClientAuth clientAuth(TlsConfig config) {
        return switch (config.clientAuth()) {
            case NONE -> ClientAuth.NONE;
            case OPTIONAL -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
    }
}
