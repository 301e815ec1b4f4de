package io.mqttproxy.security;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** The names in a client's certificate, each {@code null} when the certificate does not have it. */
interface CertificateNames {
    @Nullable
    String commonName();

    /**
     * The first subject alternative name of a kind: 1 e-mail address, 2 host name, 6 URI (RFC 5280
     * section 4.2.1.6).
     */
    @Nullable
    String alternativeName(int kind);

    /** The only name that a balancer passes on after it has verified the certificate. */
    record Proxied(String commonName) implements CertificateNames {
        @Override
        public @Nullable String alternativeName(int kind) {
            return null;
        }
    }

    /** A certificate that this proxy has verified. */
    record Own(X509Certificate certificate) implements CertificateNames {
        @Override
        public @Nullable String commonName() {
            try {
                List<Rdn> rootFirst =
                        new LdapName(certificate.getSubjectX500Principal().getName()).getRdns();
                for (int i = rootFirst.size() - 1; i >= 0; i--) {
                    @Nullable Attribute name = rootFirst.get(i).toAttributes().get("CN");
                    if (name != null && name.get() instanceof String text) {
                        return text;
                    }
                }
                return null;
            } catch (NamingException e) {
                return null;
            }
        }

        @Override
        public @Nullable String alternativeName(int kind) {
            try {
                @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
                if (names != null) {
                    for (List<?> name : names) {
                        if (name.get(0).equals(kind) && name.get(1) instanceof String text) {
                            return text;
                        }
                    }
                }
                return null;
            } catch (CertificateParsingException e) {
                return null;
            }
        }
    }
}
