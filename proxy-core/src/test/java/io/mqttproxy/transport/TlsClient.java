package io.mqttproxy.transport;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A client with Java's own TLS, which trusts one authority and asks for a server by name. */
final class TlsClient {
    private final SSLContext context;

    /** @param certificate to present when asked, {@code null} for none */
    TlsClient(X509Bundle authority, @Nullable X509Bundle certificate) throws GeneralSecurityException {
        KeyManager[] keys =
                certificate == null ? null : certificate.toKeyManagerFactory().getKeyManagers();
        context = SSLContext.getInstance("TLS");
        context.init(keys, authority.toTrustManagerFactory().getTrustManagers(), null);
    }

    /** Opens a socket over which a byte has been echoed. */
    SSLSocket connect(LocalServer server, String serverName, String protocol) throws IOException {
        return connect(new Socket("127.0.0.1", server.port()), serverName, protocol);
    }

    /** The same over an open socket, through which something may have been sent already. */
    SSLSocket connect(Socket plain, String serverName, String protocol) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true);
        try {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(10_000);
            exchangeByte(socket);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The certificate that the server presents for a name. */
    X509Certificate serverCertificate(LocalServer server, String serverName) throws IOException {
        try (SSLSocket socket = connect(server, serverName, "TLSv1.3")) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    static void exchangeByte(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(1);
        if (socket.getInputStream().read() != 1) {
            throw new IOException("closed by the server");
        }
    }
}
