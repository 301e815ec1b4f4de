package io.mqttproxy.server;

import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.transport.HandlerNames;
import io.mqttproxy.transport.ListenerPipeline;
import io.mqttproxy.transport.TransportAttributes;
import io.mqttproxy.transport.TransportEvent;
import io.mqttproxy.transport.TransportFailure;
import io.mqttproxy.transport.TransportSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.function.Consumer;

/**
 * Sets up each socket that one listener accepts: checks the limits, then adds the listener's stages
 * and the MQTT handlers.
 */
final class Accept extends ChannelInitializer<Channel> {
    private final Admission admission;
    private final ListenerConfig listener;
    private final ListenerPipeline stages;

    /** @param tail appends the MQTT handlers of one connection */
    Accept(Admission admission, ListenerConfig listener, TransportSettings settings, Consumer<ChannelPipeline> tail) {
        this.admission = admission;
        this.listener = listener;
        this.stages = new ListenerPipeline(listener, settings, tail);
    }

    @Override
    protected void initChannel(Channel channel) {
        boolean admitted =
                admission.admit(channel) && (listener.proxyProtocol() || admission.admit(channel, address(channel)));
        if (!admitted) {
            channel.close();
            return;
        }
        channel.pipeline().addLast(stages);
        if (listener.proxyProtocol()) {
            channel.pipeline().addAfter(HandlerNames.PROXY_PROTOCOL, null, new ProxiedAddress());
        }
    }

    private static InetAddress address(Channel channel) {
        return TransportAttributes.remoteAddress(channel).getAddress();
    }

    /**
     * Applies {@code max-connections-per-address} once the PROXY protocol header has told the client's
     * own address. A refused connection ends here: bytes that arrived together with the header reach
     * neither TLS nor MQTT.
     */
    private final class ProxiedAddress extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event != TransportEvent.REMOTE_ADDRESS_KNOWN) {
                context.fireUserEventTriggered(event);
            } else if (admission.countIn(context.channel(), address(context.channel()))) {
                context.fireUserEventTriggered(event);
                context.pipeline().remove(this);
            } else {
                context.fireUserEventTriggered(new TransportFailure(
                        TransportFailure.Reason.TOO_MANY_CONNECTIONS_OF_ADDRESS, "max-connections-per-address"));
                context.close();
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }
    }
}
