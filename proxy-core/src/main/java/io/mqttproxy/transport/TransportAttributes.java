package io.mqttproxy.transport;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What the transport stages know about a connection, for the MQTT handlers. */
public final class TransportAttributes {

    /**
     * The device's address according to a trusted balancer; absent when the device is the socket's own
     * peer.
     */
    public static final AttributeKey<InetSocketAddress> REMOTE_ADDRESS =
            AttributeKey.valueOf(TransportAttributes.class, "remote-address");

    /** The common name of a client certificate that a trusted balancer has verified; absent otherwise. */
    public static final AttributeKey<String> PROXIED_COMMON_NAME =
            AttributeKey.valueOf(TransportAttributes.class, "proxied-common-name");

    private TransportAttributes() {}

    /**
     * The device's address, for logs, limits and rules. On a listener with PROXY protocol it is the
     * balancer's address until {@link TransportEvent#REMOTE_ADDRESS_KNOWN}.
     */
    public static InetSocketAddress remoteAddress(Channel channel) {
        InetSocketAddress told = get(channel, REMOTE_ADDRESS);
        return told == null ? (InetSocketAddress) channel.remoteAddress() : told;
    }

    /** The verified client certificate of this connection's TLS handshake; {@code null} if there is none. */
    public static @Nullable X509Certificate clientCertificate(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return null;
        }
        try {
            return (X509Certificate) tls.engine().getSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    /**
     * The common name in the client certificate that a trusted balancer has verified, {@code null} if
     * there is none.
     */
    public static @Nullable String proxiedCommonName(Channel channel) {
        return get(channel, PROXIED_COMMON_NAME);
    }

    /**
     * Asks hasAttr first: Netty's attr would create the missing attribute, which costs memory on every
     * idle connection.
     */
    private static <T> @Nullable T get(Channel channel, AttributeKey<T> key) {
        return channel.hasAttr(key) ? channel.attr(key).get() : null;
    }
}
