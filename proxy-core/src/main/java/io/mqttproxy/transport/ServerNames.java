package io.mqttproxy.transport;

import io.netty.handler.ssl.SslContext;
import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.Mapping;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the certificate for the server name that a client asks for (RFC 6066 section 3). Immutable.
 *
 * @param first for clients that ask for no name, or for a name that no certificate has
 * @param single whether there is only one certificate, so that the name need not be read
 */
record ServerNames(SslContext first, Mapping<String, SslContext> byName, boolean single) {

    private static final int DNS_NAME = 2;

    /** Collects certificates. If several certificates have the same name, the first one keeps it. */
    static final class Builder {
        private final Map<String, SslContext> names = new LinkedHashMap<>();
        private @Nullable SslContext first;
        private boolean single = true;

        /** Adds a certificate under those of its names that no earlier certificate has. */
        void add(X509Certificate certificate, SslContext context) throws CertificateParsingException {
            single = first == null;
            if (single) {
                first = context;
            }
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.stream()
                        .filter(name -> name.get(0).equals(DNS_NAME))
                        .forEach(name -> names.putIfAbsent((String) name.get(1), context));
            }
        }

        ServerNames build() {
            if (first == null) {
                throw new IllegalStateException("at least one certificate");
            }
            DomainWildcardMappingBuilder<SslContext> mapping = new DomainWildcardMappingBuilder<>(first);
            names.forEach(mapping::add);
            return new ServerNames(first, mapping.build(), single);
        }
    }
}
