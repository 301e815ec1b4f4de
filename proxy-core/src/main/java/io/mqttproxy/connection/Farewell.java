package io.mqttproxy.connection;

import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.trace.Printable;
import io.mqttproxy.trace.Trace;
import io.mqttproxy.trace.TraceHandler;
import io.mqttproxy.transport.EndOfOutput;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a channel in a way that lets the client read the last packets.
 *
 * <p>If a socket is closed while bytes of the client are unread, the kernel resets the connection. A
 * reset discards what the client has not read yet, such as its last acknowledgements and the
 * DISCONNECT that tells the reason. Therefore only the proxy's direction is shut at first, and bytes
 * that still arrive are discarded. The socket is closed when the client has closed its side, or after
 * {@value #LINGER_MILLIS} ms.
 */
final class Farewell {
    private static final long LINGER_MILLIS = 1_000;

    private Farewell() {}

    static void close(ChannelHandlerContext context, Closed closed, ReadGate gate) {
        // Looked up first, because the trace handler is removed together with the channel.
        Trace trace = TraceHandler.of(context);
        sendAndClose(context, closed, gate);
        if (trace != null) {
            trace.tell("   closed: " + closed.reason().text() + ", " + Printable.escaped(closed.problem()));
        }
    }

    private static void sendAndClose(ChannelHandlerContext context, Closed closed, ReadGate gate) {
        boolean nothingToSend = closed.farewell() == null && closed.reason().reasonCode() == CloseReason.SILENT;
        if (nothingToSend || !context.channel().isActive()) {
            context.close();
            return;
        }
        ScheduledFuture<?> timeout =
                context.executor().schedule(() -> context.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        context.channel().closeFuture().addListener(gone -> timeout.cancel(false));
        if (closed.farewell() != null) {
            context.write(closed.farewell(), context.voidPromise());
        }
        EndOfOutput.send(context);
        gate.readAndDiscard();
    }
}
