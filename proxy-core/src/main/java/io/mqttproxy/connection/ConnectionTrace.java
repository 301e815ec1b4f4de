package io.mqttproxy.connection;

import io.mqttproxy.mqtt.ConnectPacket;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.trace.Trace;
import io.mqttproxy.trace.TraceHandler;
import io.mqttproxy.trace.Traces;
import io.netty.channel.ChannelHandlerContext;

/** Shows a connection's packets to the operator who watches its client, if any. On the connection's event loop. */
final class ConnectionTrace {
    private final ChannelHandlerContext context;
    private final RemotePeer peer;
    private final Traces traces;

    ConnectionTrace(ChannelHandlerContext context, RemotePeer peer, Traces traces) {
        this.context = context;
        this.peer = peer;
        this.traces = traces;
    }

    /** The first packet says who the client is: from here on it can be watched. */
    void connecting(ConnectPacket packet) {
        Trace asked = traces.of(packet.clientId());
        if (asked != null && TraceHandler.of(context) == null) {
            TraceHandler.connecting(asked, packet, peer.address());
            watch(asked);
        }
    }

    /** Somebody may have asked while the client was being authenticated: too late for its CONNECT, too early to find it. */
    void entered(Origin origin) {
        Trace asked = traces.of(origin.clientId());
        if (asked != null && asked != TraceHandler.of(context)) {
            watch(asked);
        }
    }

    /** Shows the client's packets from now on. */
    void watch(Trace asked) {
        if (!context.isRemoved()) {
            TraceHandler.attach(asked, context);
        }
    }
}
