package io.mqttproxy.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replaces the MQTT handlers and records what reaches them. Confined to the channel's thread. */
final class RecordingTail extends ChannelInboundHandlerAdapter {
    private final List<String> buffers = new ArrayList<>();
    private final List<Object> events = new ArrayList<>();
    private final List<Throwable> exceptions = new ArrayList<>();
    private int readsCompleted;
    private boolean active;

    @Override
    public void channelActive(ChannelHandlerContext context) {
        active = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        buffers.add(ByteBufUtil.hexDump(bytes));
        bytes.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        readsCompleted++;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        events.add(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        exceptions.add(cause);
    }

    boolean active() {
        return active;
    }

    /** All bytes so far, in hexadecimal, however they were cut into reads. */
    String hex() {
        return String.join("", buffers);
    }

    /** Each buffer so far, in hexadecimal. */
    List<String> buffers() {
        return buffers;
    }

    int readsCompleted() {
        return readsCompleted;
    }

    List<Object> events() {
        return events;
    }

    List<Throwable> exceptions() {
        return exceptions;
    }

    /** The failure event, {@code null} if there was none or more than one. */
    @Nullable
    TransportFailure failure() {
        List<TransportFailure> failures = events.stream()
                .filter(TransportFailure.class::isInstance)
                .map(TransportFailure.class::cast)
                .toList();
        return failures.size() == 1 ? failures.get(0) : null;
    }
}
