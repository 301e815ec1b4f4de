package io.mqttproxy.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.ProtocolDetectionState;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import java.util.List;

/**
 * Looks at the first twelve bytes and gives way to Netty's decoder, which on its own would wait for the end of a line
 * in whatever it is sent, so that a device on a balancer's port would only learn of it from the connect timeout.
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
