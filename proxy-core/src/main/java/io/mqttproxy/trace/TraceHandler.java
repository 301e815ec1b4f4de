package io.mqttproxy.trace;

import io.mqttproxy.mqtt.InboundPacket;
import io.mqttproxy.mqtt.PublishPacket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttMessage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands before a connection only while its client is being watched, and tells what passes by. */
public final class TraceHandler extends ChannelDuplexHandler {
    private static final String NAME = "trace";

    private final Trace trace;

    /** When those publishes arrived that are not acknowledged yet, by packet id. */
    private final Map<Integer, Long> receivedNanos = new HashMap<>();

    private TraceHandler(Trace trace) {
        this.trace = trace;
    }

    /**
     * Watches a connection from now on; on its event loop.
     *
     * @param connection the handler's context; packets are seen just before it
     */
    public static void attach(Trace trace, ChannelHandlerContext connection) {
        ChannelPipeline pipeline = connection.pipeline();
        if (pipeline.get(NAME) != null) {
            pipeline.remove(NAME);
        }
        pipeline.addBefore(connection.name(), NAME, new TraceHandler(trace));
    }

    /** The trace that watches a connection, {@code null} when none does; on its event loop. */
    public static @Nullable Trace of(ChannelHandlerContext connection) {
        return connection.pipeline().get(NAME) instanceof TraceHandler handler ? handler.trace : null;
    }

    /** Tells a CONNECT, after which the handler is put in its place. */
    public static void connecting(Trace trace, InboundPacket connect, Object address) {
        trace.tell("<- " + PacketText.of(connect) + ", from " + address);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (stepAsideIfOver(context)) {
            context.fireChannelRead(message);
            return;
        }
        if (message instanceof PublishPacket publish && publish.packetId() != 0) {
            receivedNanos.putIfAbsent(publish.packetId(), System.nanoTime());
        }
        if (message instanceof InboundPacket packet) {
            trace.tell("<- " + PacketText.of(packet));
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!stepAsideIfOver(context)) {
            if (message instanceof ByteBuf acks) {
                ReplyText.acks(acks, this::acknowledged);
            } else if (message instanceof MqttMessage reply) {
                trace.tell("-> " + ReplyText.of(reply));
            }
        }
        context.write(message, promise);
    }

    private void acknowledged(int packetId, String text) {
        Long received = receivedNanos.remove(packetId);
        trace.tell("-> " + text
                + (received == null ? "" : ", " + PacketText.millisSince(received) + " after its PUBLISH"));
    }

    /** Leaves the pipeline when nobody watches any longer. Returns whether that is so. */
    private boolean stepAsideIfOver(ChannelHandlerContext context) {
        boolean over = trace.isEnded();
        if (over && !context.isRemoved()) {
            context.pipeline().remove(this);
        }
        return over;
    }
}
