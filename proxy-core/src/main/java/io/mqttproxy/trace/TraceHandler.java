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

/**
 * Writes the packets of one connection to a trace. In the pipeline only while its client is being
 * watched, so that other connections pay nothing. All methods run on the channel's event loop.
 */
public final class TraceHandler extends ChannelDuplexHandler {
    private static final String NAME = "trace";

    private final Trace trace;

    /** Time of receipt of each publish that is not acknowledged yet, by packet id. */
    private final Map<Integer, Long> receivedNanos = new HashMap<>();

    private TraceHandler(Trace trace) {
        this.trace = trace;
    }

    /**
     * Watches a connection from now on, replacing an earlier trace of it.
     *
     * @param connection the context of the connection's own handler; packets are observed just before
     *     that handler
     */
    public static void attach(Trace trace, ChannelHandlerContext connection) {
        ChannelPipeline pipeline = connection.pipeline();
        if (pipeline.get(NAME) != null) {
            pipeline.remove(NAME);
        }
        pipeline.addBefore(connection.name(), NAME, new TraceHandler(trace));
    }

    /** The trace that watches a connection, {@code null} when there is none. */
    public static @Nullable Trace of(ChannelHandlerContext connection) {
        return connection.pipeline().get(NAME) instanceof TraceHandler handler ? handler.trace : null;
    }

    /**
     * Writes the CONNECT packet, which arrives before this handler can be attached: the client id is
     * not known until then.
     */
    public static void connecting(Trace trace, InboundPacket connect, Object address) {
        trace.tell("<- " + PacketText.of(connect) + ", from " + address);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (removeIfEnded(context)) {
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
        if (!removeIfEnded(context)) {
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

    /** Removes this handler once the trace has ended. Returns whether the trace has ended. */
    private boolean removeIfEnded(ChannelHandlerContext context) {
        boolean ended = trace.isEnded();
        if (ended && !context.isRemoved()) {
            context.pipeline().remove(this);
        }
        return ended;
    }
}
