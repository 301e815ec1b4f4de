package io.mqttproxy.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;

/** Simulates a WebSocket handshake that never completes. */
public final class WebSocketStage extends ChannelInboundHandlerAdapter {
    private WebSocketStage() {}

    public static void putBefore(ChannelPipeline mqtt) {
        mqtt.addFirst(new WebSocketStage());
        mqtt.addFirst(HandlerNames.HTTP_BYTES, new RequestBytes());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }
}
