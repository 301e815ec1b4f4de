package io.mqttproxy.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.ProtocolDetectionState;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import java.util.List;

/**
 * Checks that a connection begins with a PROXY protocol header, then leaves the pipeline to Netty's
 * decoder. That decoder alone would wait for the end of a line in any bytes. A device that connects
 * without a header would then get no error until {@code connect-timeout}.
 */
final class ProxyHeaderDetector extends ByteToMessageDecoder {

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        ProtocolDetectionState state = HAProxyMessageDecoder.detectProtocol(in).state();
        switch (state) {
            case NEEDS_MORE_DATA -> {}
            case DETECTED -> context.pipeline().remove(this);
            case INVALID -> {
                in.skipBytes(in.readableBytes());
                throw new HAProxyProtocolException("no PROXY protocol header");
            }
        }
    }
}
