package io.mqttproxy.server;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

final class NativeTransport {
    static NativeTransport choose() {
        return new NativeTransport();
    }

    String description() {
        return "NIO";
    }

    EventLoopGroup newEventLoops(int threads) {
        return new MultiThreadIoEventLoopGroup(
                threads == 0 ? Runtime.getRuntime().availableProcessors() : threads, NioIoHandler.newFactory());
    }

    Class<? extends ServerChannel> serverChannel() {
        return NioServerSocketChannel.class;
    }
}
