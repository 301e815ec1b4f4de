package io.mqttproxy.server;

import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.transport.ListenerPipeline;
import io.mqttproxy.transport.TransportAttributes;
import io.mqttproxy.transport.TransportEvent;
import io.mqttproxy.transport.TransportSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import java.util.function.Consumer;

/** What happens to each accepted socket of one listener: limits first, then the listener's stages and the MQTT tail. */
final class Accept extends ChannelInitializer<Channel> {
    private final Admission admission;
    private final ListenerConfig listener;
    private final ListenerPipeline stages;

    /** @param tail appends the MQTT handlers of one connection */
    Accept(Admission admission, ListenerConfig listener, TransportSettings settings, Consumer<ChannelPipeline> tail) {
        this.admission = admission;
        this.listener = listener;
        this.stages = new ListenerPipeline(listener, settings, listener.proxyProtocol() ? behindProxy(tail) : tail);
    }

    @Override
    protected void initChannel(Channel channel) {
        boolean admitted = admission.admit(channel) && (listener.proxyProtocol() || admitAddress(channel));
        if (!admitted) {
            channel.close();
            return;
        }
        channel.pipeline().addLast(stages);
    }

    private Consumer<ChannelPipeline> behindProxy(Consumer<ChannelPipeline> tail) {
        return pipeline -> {
            pipeline.addLast(new ProxiedAddress());
            tail.accept(pipeline);
        };
    }

    private boolean admitAddress(Channel channel) {
        return admission.admit(
                channel, TransportAttributes.remoteAddress(channel).getAddress());
    }

    /** Applies the limit by address when the balancer has told whose connection this is. */
    private final class ProxiedAddress extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == TransportEvent.REMOTE_ADDRESS_KNOWN) {
                context.pipeline().remove(this);
                if (!admitAddress(context.channel())) {
                    context.close();
                }
            }
            context.fireUserEventTriggered(event);
        }
    }
}
