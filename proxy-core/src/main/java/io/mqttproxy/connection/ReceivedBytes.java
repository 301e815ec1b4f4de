package io.mqttproxy.connection;

import io.mqttproxy.transport.ListenerPipeline;
import io.netty.channel.ChannelPipeline;
import org.jspecify.annotations.Nullable;

/** How much one connection has of its event loop's {@link ReceiveMemory}. */
final class ReceivedBytes {
    private final ReceiveMemory memory;
    private final ChannelPipeline pipeline;
    private final ReadGate gate;
    private int keptOfConnect;
    private long bytes;

    ReceivedBytes(ReceiveMemory memory, ChannelPipeline pipeline, ReadGate gate) {
        this.memory = memory;
        this.pipeline = pipeline;
        this.gate = gate;
    }

    /** Says how many bytes of the client's CONNECT are still needed: a will may be as large as a packet. */
    void keepOfConnect(int needed) {
        keptOfConnect = needed;
    }

    /** Counts what the connection has now. Returns whether it has taken more than it may. */
    boolean count(@Nullable Session session, @Nullable PublishFlow flow) {
        long before = bytes;
        long now = waiting(session, flow);
        bytes = now;
        return now != before && memory.change(before, now);
    }

    private long waiting(@Nullable Session session, @Nullable PublishFlow flow) {
        long beforeMqtt = ListenerPipeline.receivedBytes(pipeline);
        long parked = flow == null ? 0 : flow.parked().bytes();
        int kept = keptOfConnect + (session == null ? 0 : session.memoryBytes());
        return beforeMqtt + gate.receivedBytes() + parked + Math.max(0, kept - WillMemory.SMALL);
    }

    /** Whether it has to go because memory is short, although it has not taken more. */
    boolean areTooMany() {
        return memory.isShortBecauseOf(bytes);
    }

    /** The connection has ended. */
    void release() {
        memory.release(bytes);
        bytes = 0;
    }
}
