package io.mqttproxy.connection;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a channel so that the client can read the last packet.
 *
 * <p>A socket that is closed while bytes of the client are unread is reset by the kernel, and a reset discards what the
 * client has not read yet, such as the DISCONNECT that tells it why. So only our direction is shut at first, what still
 * arrives is thrown away, and the rest of the socket is closed when the client has closed its side or a moment has passed.
 */
final class Farewell {
    private static final long LINGER_MILLIS = 1_000;

    private Farewell() {}

    static void close(ChannelHandlerContext context, @Nullable MqttMessage lastPacket) {
        if (lastPacket == null || !context.channel().isActive()) {
            context.close();
            return;
        }
        context.writeAndFlush(lastPacket).addListener(written -> linger(context));
    }

    private static void linger(ChannelHandlerContext context) {
        ScheduledFuture<?> timeout =
                context.executor().schedule(() -> context.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        context.channel().closeFuture().addListener(closed -> timeout.cancel(false));
        shutOutput(context);
        context.channel().config().setAutoRead(true);
    }

    private static void shutOutput(ChannelHandlerContext context) {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (context.channel() instanceof DuplexChannel channel) {
            ChannelFuture shut = channel.shutdownOutput();
            shut.addListener(done -> {
                if (!done.isSuccess()) {
                    context.close();
                }
            });
        }
    }
}
