package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.client.CloseReasons;
import io.mqttproxy.bench.client.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Connections that ignore the protocol and count the answers they get. Methods are for one thread. */
final class RawSockets implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MILLIS = 30_000;
    private static final int SMALL_BUFFER = 8 * 1024;

    private final InetSocketAddress server;
    private final EventLoopGroup eventLoops = Transport.eventLoops(1);
    private final LongAdder said = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

    RawSockets(InetSocketAddress server) {
        this.server = server;
    }

    /**
     * Begins to connect, all at once.
     *
     * @param words what each of them says first; written once
     */
    void open(int count, IntFunction<ByteBuf> words) {
        open(count, words, null);
    }

    /**
     * As {@link #open(int, IntFunction)}, for those who never read what they are told.
     *
     * @param refrain what they go on to say, again and again
     */
    void openDeaf(int count, IntFunction<ByteBuf> words, ByteBuf refrain) {
        open(count, words, refrain);
    }

    private void open(int count, IntFunction<ByteBuf> words, @Nullable ByteBuf refrain) {
        for (int index = 0; index < count; index++) {
            int number = index;
            Transport.bootstrap()
                    .group(eventLoops)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            Speaker speaker = new Speaker(words.apply(number), refrain);
                            channel.pipeline().addLast(speaker);
                            if (refrain != null) {
                                channel.config().setAutoRead(false);
                                channel.config().setOption(ChannelOption.SO_RCVBUF, SMALL_BUFFER);
                            }
                            channel.closeFuture().addListener(any -> speaker.ended());
                        }
                    })
                    .connect(server);
        }
    }

    /** Connections whose words have all been handed to the system. */
    long said() {
        return said.sum();
    }

    /** Connections that have ended, or did not come about. */
    long closed() {
        return closed.sum();
    }

    /** How many have ended without an answer. */
    long unanswered() {
        return unanswered.sum();
    }

    /** How many were told something. */
    long answered() {
        return answered.sum();
    }

    /** What they were told: {@code CONNACK 0x9f}, for example. */
    Map<String, Long> answers() {
        Map<String, Long> counts = new TreeMap<>();
        answers.forEach((answer, count) -> counts.put(answer, count.sum()));
        return counts;
    }

    /** How many were told this. */
    long answered(String answer) {
        return answers().getOrDefault(answer, 0L);
    }

    private final class Speaker extends ByteToMessageDecoder {
        private static final int HEADER = 2;
        private static final int CONNACK = 2;
        private static final int DISCONNECT = 14;

        private final ByteBuf words;
        private final @Nullable ByteBuf refrain;
        private boolean spokenTo;

        Speaker(ByteBuf words, @Nullable ByteBuf refrain) {
            this.words = words;
            this.refrain = refrain;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(words).addListener(future -> {
                if (future.isSuccess()) {
                    said.increment();
                    repeat(context);
                }
            });
        }

        private void repeat(ChannelHandlerContext context) {
            if (refrain != null && context.channel().isActive()) {
                context.writeAndFlush(refrain.retainedDuplicate()).addListener(future -> repeat(context));
            }
        }

        /** All answers are so short that their length is one byte. */
        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            if (in.readableBytes() < HEADER || in.readableBytes() < HEADER + in.getByte(in.readerIndex() + 1)) {
                return;
            }
            int type = in.readUnsignedByte() >>> 4;
            ByteBuf body = in.readSlice(in.readByte());
            if (type == CONNACK) {
                count(CloseReasons.ofConnack(body.getUnsignedByte(1)));
            } else if (type == DISCONNECT) {
                count(CloseReasons.ofDisconnect(body.getUnsignedByte(0)));
            }
        }

        private void count(String answer) {
            answered.add(spokenTo ? 0 : 1);
            spokenTo = true;
            answers.computeIfAbsent(answer, any -> new LongAdder()).increment();
        }

        void ended() {
            closed.increment();
            unanswered.add(spokenTo ? 0 : 1);
        }

        /** A connection that is reset is closed, which is counted. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    @Override
    public void close() {
        eventLoops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
