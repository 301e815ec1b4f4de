package io.mqttproxy.bench.load;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How devices speak TLS, for servers that begin with {@code mqtts://}. */
final class TlsArguments {
    @Option(names = "--tls-ca", paramLabel = "PEM", description = "Authorities to trust instead of the system's.")
    private @Nullable File ca;

    @Option(names = "--tls-cert", paramLabel = "PEM", description = "Client certificate of all devices.")
    private @Nullable File certificate;

    @Option(names = "--tls-key", paramLabel = "PEM", description = "Private key of that certificate.")
    private @Nullable File key;

    @Option(names = "--tls-insecure", description = "Accepts every server certificate.")
    private boolean insecure;

    SslContext context() {
        if (key != null && certificate == null) {
            throw new IllegalArgumentException("tls-key: needs the certificate that it belongs to (tls-cert)");
        }
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
        if (insecure) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else if (ca != null) {
            builder.trustManager(ca);
        }
        if (certificate != null) {
            builder.keyManager(certificate, key);
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("tls: " + e.getMessage(), e);
        }
    }
}
