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
 * Converts between WebSocket frames and a plain MQTT byte stream. Answers control frames, and wraps
 * each outbound buffer in one binary frame [MQTT-6.0.0-1] without a copy. One per connection, on its
 * event loop.
 */
final class WebSocketFrames extends ChannelDuplexHandler {

    private static final int NO_STATUS = -1;

    private boolean closing;
    private boolean pongWritten;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof CloseWebSocketFrame close) {
            onClose(context, close);
        } else if (closing) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof ByteBuf bytes) {
            context.fireChannelRead(bytes);
        } else if (message instanceof PingWebSocketFrame ping) {
            pong(context, ping);
        } else if (message instanceof PongWebSocketFrame pong) {
            pong.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (pongWritten) {
            pongWritten = false;
            context.flush();
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        context.write(message instanceof ByteBuf bytes ? new BinaryWebSocketFrame(bytes) : message, promise);
    }

    /** Sends a close frame before the connection is closed (RFC 6455 section 7.1.2). */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (!closing) {
            sendClose(context, new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
        }
        context.close(promise);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            fail(context, corrupted.closeStatus(), String.valueOf(corrupted.getMessage()));
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    /**
     * Sends a close frame after everything that was written before. The client's close frame in answer
     * then closes the channel.
     *
     * @return completes when everything has been sent
     */
    ChannelFuture end(ChannelHandlerContext context) {
        return closing
                ? context.newSucceededFuture()
                : sendClose(context, new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
    }

    private void onClose(ChannelHandlerContext context, CloseWebSocketFrame close) {
        if (closing) {
            close.release();
        } else {
            sendClose(context, echo(close));
        }
        context.close();
    }

    /** Answers a ping, unless the client does not read: otherwise its pongs would pile up in memory. */
    private void pong(ChannelHandlerContext context, PingWebSocketFrame ping) {
        if (context.channel().isWritable()) {
            pongWritten = true;
            context.write(new PongWebSocketFrame(ping.content()));
        } else {
            ping.release();
        }
    }

    /** The answer to a close frame: the same status without the reason text (RFC 6455 section 5.5.1). */
    private static CloseWebSocketFrame echo(CloseWebSocketFrame close) {
        int status = close.statusCode();
        close.release();
        return status == NO_STATUS ? new CloseWebSocketFrame() : new CloseWebSocketFrame(status, "");
    }

    private void fail(ChannelHandlerContext context, WebSocketCloseStatus status, String detail) {
        if (!closing) {
            sendClose(context, new CloseWebSocketFrame(status));
            TransportFailure.Reason.WEBSOCKET_PROTOCOL_ERROR.close(context, detail + ", closed with " + status.code());
        }
    }

    /** Sends a close frame. The callers do not wait for a client that does not read. */
    private ChannelFuture sendClose(ChannelHandlerContext context, CloseWebSocketFrame frame) {
        closing = true;
        return context.writeAndFlush(frame);
    }
}
