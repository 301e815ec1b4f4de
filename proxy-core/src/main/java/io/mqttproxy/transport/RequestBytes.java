package io.mqttproxy.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;

/** Knows whether a client has begun an HTTP request; in front of what decodes it, until it is complete. */
final class RequestBytes extends ChannelInboundHandlerAdapter {
    /** Of a request that is not complete: a read, which may wait for one more byte, and 12 KiB in 100 headers. */
    private static final int REQUEST_MEMORY = 48 * 1024;

    private boolean begun;

    /** Bytes of memory that a request which is not complete takes at most; 0 when there is none. */
    static int received(ChannelPipeline pipeline) {
        return pipeline.get(HandlerNames.HTTP_BYTES) instanceof RequestBytes request && request.begun
                ? REQUEST_MEMORY
                : 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        begun = true;
        context.fireChannelRead(message);
    }
}
