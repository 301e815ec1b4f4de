package io.mqttproxy.transport;

import static io.mqttproxy.transport.TransportFailure.Reason.PROXY_HEADER_MALFORMED;
import static io.mqttproxy.transport.TransportFailure.Reason.PROXY_PEER_NOT_TRUSTED;

import io.mqttproxy.config.ProxyProtocolConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import io.netty.util.AttributeKey;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes the client's address from the PROXY protocol header (version 1 or 2) of a trusted balancer,
 * and closes connections from anybody else. After a header without an address (version 1 {@code
 * UNKNOWN}, version 2 {@code LOCAL}: the balancer's own health checks) the socket's address is used.
 *
 * <p>One per connection, on its event loop. Needs no timeout of its own: {@code connect-timeout}
 * covers it.
 */
final class ProxyHeaderHandler extends SimpleChannelInboundHandler<HAProxyMessage> {

    /**
     * Room for a client certificate and a few tokens of a cloud's balancer. Of these, only the common
     * name is used.
     */
    static final int MAX_TLV_BYTES = 4 * 1024;

    private final ProxyProtocolConfig config;
    private boolean failed;

    private ProxyHeaderHandler(ProxyProtocolConfig config) {
        this.config = config;
    }

    /** Appends the handlers that read the header of a connection and then remove themselves. */
    static void addTo(ChannelPipeline pipeline, ProxyProtocolConfig config) {
        pipeline.addLast(HandlerNames.PROXY_PROTOCOL_DETECTOR, new ProxyHeaderDetector());
        pipeline.addLast(HandlerNames.PROXY_PROTOCOL_DECODER, new HAProxyMessageDecoder(MAX_TLV_BYTES));
        pipeline.addLast(HandlerNames.PROXY_PROTOCOL, new ProxyHeaderHandler(config));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.fireChannelActive();
        if (!(context.channel().remoteAddress() instanceof InetSocketAddress peer) || !config.trusts(peer)) {
            fail(context, PROXY_PEER_NOT_TRUSTED, "not in proxy-protocol-trusted");
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HAProxyMessage header) {
        Channel channel = context.channel();
        set(channel, TransportAttributes.REMOTE_ADDRESS, source(header));
        set(channel, TransportAttributes.PROXIED_COMMON_NAME, verifiedCommonName(header));
        context.fireUserEventTriggered(TransportEvent.REMOTE_ADDRESS_KNOWN);
        context.pipeline().remove(this);
    }

    /** Until the header has been read, every failure but that of the network is the header's fault. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            context.fireExceptionCaught(cause);
        } else {
            fail(context, PROXY_HEADER_MALFORMED, TransportFailure.detail(cause));
        }
    }

    private void fail(ChannelHandlerContext context, TransportFailure.Reason reason, String detail) {
        if (!failed) {
            failed = true;
            reason.close(context, detail);
        }
    }

    private static <T> void set(Channel channel, AttributeKey<T> key, @Nullable T value) {
        if (value != null) {
            channel.attr(key).set(value);
        }
    }

    private static @Nullable InetSocketAddress source(HAProxyMessage header) {
        AddressFamily family = header.proxiedProtocol().addressFamily();
        if (family != AddressFamily.AF_IPv4 && family != AddressFamily.AF_IPv6) {
            return null;
        }
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(header.sourceAddress());
        return new InetSocketAddress(address, header.sourcePort());
    }

    private static @Nullable String verifiedCommonName(HAProxyMessage header) {
        return header.tlvs().stream()
                .filter(HAProxySSLTLV.class::isInstance)
                .map(HAProxySSLTLV.class::cast)
                .filter(ProxyHeaderHandler::certificateVerified)
                .flatMap(tls -> tls.encapsulatedTLVs().stream())
                .filter(tlv -> tlv.type() == HAProxyTLV.Type.PP2_TYPE_SSL_CN)
                .map(tlv -> tlv.content().toString(StandardCharsets.UTF_8))
                .findFirst()
                .orElse(null);
    }

    /** Zero means that the client presented a certificate and that the balancer has verified it. */
    private static boolean certificateVerified(HAProxySSLTLV tls) {
        return tls.verify() == 0 && (tls.isPP2ClientCertConn() || tls.isPP2ClientCertSess());
    }
}
