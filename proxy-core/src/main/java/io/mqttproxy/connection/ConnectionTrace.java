package io.mqttproxy.connection;

import io.mqttproxy.mqtt.ConnectPacket;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.trace.Trace;
import io.mqttproxy.trace.TraceHandler;
import io.mqttproxy.trace.Traces;
import io.netty.channel.ChannelHandlerContext;

/** Attaches a trace to a connection while an operator watches its client. On the connection's event loop. */
final class ConnectionTrace {
    private final ChannelHandlerContext context;
    private final RemotePeer peer;
    private final Traces traces;

    ConnectionTrace(ChannelHandlerContext context, RemotePeer peer, Traces traces) {
        this.context = context;
        this.peer = peer;
        this.traces = traces;
    }

    /** Looks for a trace of the client that a CONNECT names. */
    void connecting(ConnectPacket packet) {
        Trace asked = traces.of(packet.clientId());
        if (asked != null && TraceHandler.of(context) == null) {
            TraceHandler.connecting(asked, packet, peer.address());
            watch(asked);
        }
    }

    /**
     * Looks again for a trace. One that was begun while the client was being authenticated came too
     * late for the CONNECT and too early to find the connection in the registry.
     */
    void entered(Origin origin) {
        Trace asked = traces.of(origin.clientId());
        if (asked != null && asked != TraceHandler.of(context)) {
            watch(asked);
        }
    }

    /** Writes the client's packets to the trace from now on. */
    void watch(Trace asked) {
        if (!context.isRemoved()) {
            TraceHandler.attach(asked, context);
        }
    }
}
