package io.mqttproxy.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;

/**
 * The seam between WebSocket and a plain MQTT byte stream: answers control frames, and makes each outbound buffer one
 * binary frame [MQTT-6.0.0-1], without a copy. One per connection, on its event loop.
 */
final class WebSocketFrames extends ChannelDuplexHandler {

    private static final int NO_STATUS = -1;

    private boolean closing;
    private boolean pongWritten;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof CloseWebSocketFrame close) {
            onClose(ctx, close);
        } else if (closing) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof ByteBuf bytes) {
            ctx.fireChannelRead(bytes);
        } else if (message instanceof PingWebSocketFrame ping) {
            pong(ctx, ping);
        } else if (message instanceof PongWebSocketFrame pong) {
            pong.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (pongWritten) {
            pongWritten = false;
            ctx.flush();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message instanceof ByteBuf bytes ? new BinaryWebSocketFrame(bytes) : message, promise);
    }

    /** Says goodbye in WebSocket's words before the connection goes (RFC 6455 section 7.1.2). */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!closing) {
            sayGoodbye(ctx, new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
        }
        ctx.close(promise);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            fail(ctx, corrupted.closeStatus(), String.valueOf(corrupted.getMessage()));
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    /**
     * Says goodbye behind everything that was written, and waits for the client to do the same: its close frame closes the
     * channel.
     *
     * @return done when all of it is sent
     */
    ChannelFuture end(ChannelHandlerContext ctx) {
        return closing
                ? ctx.newSucceededFuture()
                : sayGoodbye(ctx, new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
    }

    private void onClose(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
        if (closing) {
            close.release();
        } else {
            sayGoodbye(ctx, echo(close));
        }
        ctx.close();
    }

    /** A client that pings but does not read gets no answer, so that pongs cannot pile up here. */
    private void pong(ChannelHandlerContext ctx, PingWebSocketFrame ping) {
        if (ctx.channel().isWritable()) {
            pongWritten = true;
            ctx.write(new PongWebSocketFrame(ping.content()));
        } else {
            ping.release();
        }
    }

    /** The same frame in return, less the reason text (RFC 6455 section 5.5.1). */
    private static CloseWebSocketFrame echo(CloseWebSocketFrame close) {
        int status = close.statusCode();
        close.release();
        return status == NO_STATUS ? new CloseWebSocketFrame() : new CloseWebSocketFrame(status, "");
    }

    private void fail(ChannelHandlerContext ctx, WebSocketCloseStatus status, String detail) {
        if (!closing) {
            sayGoodbye(ctx, new CloseWebSocketFrame(status));
            TransportFailure.Reason.WEBSOCKET_PROTOCOL_ERROR.close(ctx, detail + ", closed with " + status.code());
        }
    }

    /** Sent if the socket takes it at once; a peer that does not read is not waited for. */
    private ChannelFuture sayGoodbye(ChannelHandlerContext ctx, CloseWebSocketFrame frame) {
        closing = true;
        return ctx.writeAndFlush(frame);
    }
}
