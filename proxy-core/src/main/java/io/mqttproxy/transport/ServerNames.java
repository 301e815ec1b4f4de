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
 * Which certificate a client gets for the server name that it asks for (RFC 6066 section 3). Immutable.
 *
 * @param first for clients that ask for none, or for one that no certificate has
 * @param single whether there is no choice, so that nobody need look for a name
 */
record ServerNames(SslContext first, Mapping<String, SslContext> byName, boolean single) {

    private static final int DNS_NAME = 2;

    /** Collects certificates in the order in which they matter. */
    static final class Builder {
        private final Map<String, SslContext> names = new LinkedHashMap<>();
        private @Nullable SslContext first;
        private boolean single = true;

        /** Names that an earlier certificate has stay with that one. */
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
