package io.mqttproxy.transport;

import io.mqttproxy.transport.WebSocketHandshake.Refusal;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;

/**
 * Answers the HTTP request of a WebSocket connection and then replaces the HTTP handlers by the frame
 * handlers.
 *
 * <p>One per connection, on its event loop. Needs no timeout of its own: {@code connect-timeout}
 * covers it.
 */
final class WebSocketUpgrade extends SimpleChannelInboundHandler<FullHttpRequest> {

    /** Room for a query string with a token; everything else in the request line is short. */
    private static final int MAX_REQUEST_LINE_BYTES = 4 * 1024;

    private static final int MAX_HEADER_BYTES = 8 * 1024;
    private static final int MAX_CHUNK_BYTES = 1024;

    /** A handshake request has no body (RFC 6455 section 4.1). */
    private static final int MAX_BODY_BYTES = 0;

    private final WebSocketHandshake handshake;
    private boolean refused;

    private WebSocketUpgrade(WebSocketHandshake handshake) {
        this.handshake = handshake;
    }

    /** Appends the handlers of the WebSocket handshake. */
    static void addTo(ChannelPipeline pipeline, WebSocketHandshake handshake) {
        pipeline.addLast(HandlerNames.HTTP_BYTES, new RequestBytes());
        pipeline.addLast(
                HandlerNames.HTTP_CODEC,
                new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                        .setMaxHeaderSize(MAX_HEADER_BYTES)
                        .setMaxChunkSize(MAX_CHUNK_BYTES)
                        .setHeadersFactory(FewHttpHeaders.FACTORY)
                        .setTrailersFactory(FewHttpHeaders.FACTORY)));
        pipeline.addLast(HandlerNames.HTTP_AGGREGATOR, new HttpObjectAggregator(MAX_BODY_BYTES, true));
        pipeline.addLast(HandlerNames.WEBSOCKET_UPGRADE, new WebSocketUpgrade(handshake));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (refused) {
            return;
        }
        Refusal refusal = handshake.refusal(request);
        if (refusal == null) {
            accept(context, request);
        } else {
            refuse(context, refusal);
        }
    }

    private void accept(ChannelHandlerContext context, FullHttpRequest request) {
        context.writeAndFlush(handshake.accept(request));
        ChannelPipeline pipeline = context.pipeline();
        pipeline.remove(HandlerNames.HTTP_BYTES);
        pipeline.remove(HandlerNames.HTTP_AGGREGATOR);
        pipeline.addAfter(context.name(), HandlerNames.WEBSOCKET, new WebSocketFrames());
        pipeline.addAfter(context.name(), HandlerNames.WEBSOCKET_ENCODER, new WebSocket13FrameEncoder(false));
        pipeline.remove(this);
        // Last, because the HTTP codec passes bytes that follow the request to the handler that
        // replaces it.
        pipeline.replace(HandlerNames.HTTP_CODEC, HandlerNames.WEBSOCKET_DECODER, handshake.newDecoder());
    }

    private void refuse(ChannelHandlerContext context, Refusal refusal) {
        refused = true;
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, refusal.status(), ByteBufUtil.writeAscii(context.alloc(), refusal.detail()));
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_PLAIN);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        headers.set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, handshake.version().toHttpHeaderValue());
        context.writeAndFlush(response);
        TransportFailure.Reason.WEBSOCKET_REFUSED.close(context, refusal.status() + ": " + refusal.detail());
    }
}
