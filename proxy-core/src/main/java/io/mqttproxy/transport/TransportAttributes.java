package io.mqttproxy.transport;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What the transport knows about a connection and the MQTT handlers want to know. */
public final class TransportAttributes {

    /** The device's address as told by a trusted balancer; absent when the socket's own address is the device's. */
    public static final AttributeKey<InetSocketAddress> REMOTE_ADDRESS =
            AttributeKey.valueOf(TransportAttributes.class, "remote-address");

    /** The common name of a client certificate that a trusted balancer has verified; absent otherwise. */
    public static final AttributeKey<String> PROXIED_COMMON_NAME =
            AttributeKey.valueOf(TransportAttributes.class, "proxied-common-name");

    private TransportAttributes() {}

    /**
     * The device's address, for logs, limits and rules. On a listener with PROXY protocol it is the balancer's until
     * {@link TransportEvent#REMOTE_ADDRESS_KNOWN}.
     */
    public static InetSocketAddress remoteAddress(Channel channel) {
        InetSocketAddress told = get(channel, REMOTE_ADDRESS);
        return told == null ? (InetSocketAddress) channel.remoteAddress() : told;
    }

    /** The client certificate of this connection's TLS handshake, verified; {@code null} if there is none. */
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

    /** The certificate name that a trusted balancer vouches for, or {@code null}. */
    public static @Nullable String proxiedCommonName(Channel channel) {
        return get(channel, PROXIED_COMMON_NAME);
    }

    /** Asks first, because Netty makes room for an attribute that is only looked for, on every idle connection. */
    private static <T> @Nullable T get(Channel channel, AttributeKey<T> key) {
        return channel.hasAttr(key) ? channel.attr(key).get() : null;
    }
}
