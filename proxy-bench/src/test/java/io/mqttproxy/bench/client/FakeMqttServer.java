package io.mqttproxy.bench.client;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A server built from Netty's own MQTT codec, which the client does not use; it answers as the test says. */
public final class FakeMqttServer implements AutoCloseable {
    private final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<MqttMessage> received = new LinkedBlockingQueue<>();
    private final Function<MqttMessage, List<MqttMessage>> answers;
    private final Channel listener;
    private volatile Channel last;

    /**
     * @param answers called with each packet on the server's thread
     */
    public FakeMqttServer(Function<MqttMessage, List<MqttMessage>> answers) {
        this.answers = answers;
        listener = new ServerBootstrap()
                .group(eventLoops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        last = channel;
                        channel.pipeline().addLast(new MqttDecoder(1 << 20), MqttEncoder.INSTANCE, new Answering());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        last = listener;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** The next packet; payloads of publishes are copied to the heap. */
    public MqttMessage next() throws InterruptedException {
        MqttMessage message = received.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no packet in 10 seconds");
        }
        return message;
    }

    /** How many packets have come that nobody has taken with {@link #next}. */
    public int received() {
        return received.size();
    }

    /** To the connection that was opened last. */
    public void send(MqttMessage message) {
        last.writeAndFlush(message).syncUninterruptibly();
    }

    /** Cuts the connection that was opened last. */
    public void cut() {
        last.close().syncUninterruptibly();
    }

    /** Cuts all connections, and takes none from now on. */
    public void stop() {
        eventLoops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Override
    public void close() {
        stop();
    }

    private final class Answering extends SimpleChannelInboundHandler<MqttMessage> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
            received.add(copyToHeap(message));
            for (MqttMessage answer : answers.apply(message)) {
                context.writeAndFlush(answer, context.voidPromise());
            }
        }
    }

    private static MqttMessage copyToHeap(MqttMessage message) {
        if (message instanceof MqttPublishMessage publish) {
            byte[] bytes = new byte[publish.payload().readableBytes()];
            publish.payload().getBytes(publish.payload().readerIndex(), bytes);
            return publish.replace(Unpooled.wrappedBuffer(bytes));
        }
        return message;
    }
}
