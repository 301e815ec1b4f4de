package io.mqttproxy.connection;

import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.InboundPacket;
import io.mqttproxy.mqtt.PacketDecoder;
import io.mqttproxy.transport.TransportFailure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last handler of the pipeline: turns Netty's callbacks into events of a {@link Connection}, and
 * handles all exceptions that reach the end of the pipeline.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private final ConnectionServices services;
    private final ConnectionLoop loop;
    private final PacketDecoder decoder;
    private final String listener;
    private @Nullable Connection connection;

    ConnectionHandler(ConnectionServices services, ConnectionLoop loop, PacketDecoder decoder, String listener) {
        this.services = services;
        this.loop = loop;
        this.decoder = decoder;
        this.listener = listener;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        connection = new Connection(context, decoder, services, loop, new RemotePeer(context.channel(), listener));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        connection().onPacket((InboundPacket) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        connection().endOfEvent();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        connection().writabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connection().inactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof TransportFailure failure) {
            connection().failed(closeReason(failure.reason()), failure.detail());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            // A reset by the peer. Bytes received before it still count; they are delivered before
            // channelInactive.
            LOG.debug("{}: {}", connection, cause.toString());
            context.close();
        } else if (cause instanceof DecoderException) {
            // A TLS failure or a WebSocket protocol violation: everyday events on the open internet,
            // so not worth more than DEBUG.
            LOG.debug("{}: {}", connection, cause.toString());
            connection().failed(CloseReason.TRANSPORT_ERROR, String.valueOf(cause.getMessage()));
        } else {
            connection().broken(cause);
        }
    }

    private static CloseReason closeReason(TransportFailure.Reason reason) {
        return switch (reason) {
            case PROXY_PEER_NOT_TRUSTED -> CloseReason.PROXY_PEER_NOT_TRUSTED;
            case PROXY_HEADER_MALFORMED -> CloseReason.PROXY_HEADER_MALFORMED;
            case TOO_MANY_CONNECTIONS_OF_ADDRESS -> CloseReason.TOO_MANY_CONNECTIONS_OF_ADDRESS;
            case TLS_HANDSHAKE -> CloseReason.TLS_HANDSHAKE;
            case WEBSOCKET_REFUSED -> CloseReason.WEBSOCKET_REFUSED;
            case WEBSOCKET_PROTOCOL_ERROR -> CloseReason.WEBSOCKET_PROTOCOL_ERROR;
        };
    }

    private Connection connection() {
        if (connection == null) {
            throw new IllegalStateException("handler was never added");
        }
        return connection;
    }
}
