package io.mqttproxy.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * Ends the proxy's direction of a connection, in each of its layers: WebSocket, TLS, TCP. The client's
 * direction stays open.
 */
public final class EndOfOutput {
    private EndOfOutput() {}

    /**
     * Sends everything that was written before, and then the end of the stream. If the client reads
     * nothing, neither is sent.
     *
     * @param context of the last handler in the pipeline; call on its event loop
     */
    public static void send(ChannelHandlerContext context) {
        lastWrite(context).addListener(sent -> shut(context.pipeline()));
    }

    private static ChannelFuture lastWrite(ChannelHandlerContext context) {
        ChannelHandlerContext webSocket = context.pipeline().context(WebSocketFrames.class);
        if (webSocket == null) {
            return context.writeAndFlush(Unpooled.EMPTY_BUFFER);
        }
        context.flush();
        return ((WebSocketFrames) webSocket.handler()).end(webSocket);
    }

    private static void shut(ChannelPipeline pipeline) {
        SslHandler tls = pipeline.get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (pipeline.channel() instanceof DuplexChannel channel) {
            channel.shutdownOutput().addListener(done -> closeUnless(done.isSuccess(), channel));
        }
    }

    private static void closeUnless(boolean success, Channel channel) {
        if (!success) {
            channel.close();
        }
    }
}
