package io.mqttproxy.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;

/**
 * Records that a client has begun an HTTP request, to account for the memory of the incomplete
 * request. In the pipeline in front of the HTTP decoder until the request is complete.
 */
final class RequestBytes extends ChannelInboundHandlerAdapter {
    /**
     * Upper bound for an incomplete request: the buffer of a read that may lack only one byte, and 12
     * KiB in 100 headers.
     */
    private static final int REQUEST_MEMORY = 48 * 1024;

    private boolean begun;

    /** Upper bound of the memory, in bytes, that an incomplete request takes; 0 when there is none. */
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
