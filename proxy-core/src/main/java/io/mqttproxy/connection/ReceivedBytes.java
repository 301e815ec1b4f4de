package io.mqttproxy.connection;

import io.mqttproxy.transport.ListenerPipeline;
import io.netty.channel.ChannelPipeline;
import org.jspecify.annotations.Nullable;

/** One connection's part of its event loop's {@link ReceiveMemory}. */
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

    /** Sets how many bytes of the CONNECT are still needed: a will may be as large as a packet. */
    void keepOfConnect(int needed) {
        keptOfConnect = needed;
    }

    /**
     * Updates the accounts. Returns whether the connection must be closed, because it holds more than
     * it may.
     */
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

    /** Whether the connection must be closed because memory is short, although it has not grown. */
    boolean areTooMany() {
        return memory.isShortBecauseOf(bytes);
    }

    /** The connection has ended. */
    void release() {
        memory.release(bytes);
        bytes = 0;
    }
}
