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
 * Ends a channel so that the client can read the last packets.
 *
 * <p>A socket that is closed while bytes of the client are unread is reset by the kernel, and a reset discards what the
 * client has not read yet, such as its last acknowledgements and the DISCONNECT that tells it why. So only our direction is
 * shut at first, what still arrives is thrown away, and the rest of the socket is closed when the client has closed its
 * side or a moment has passed.
 */
final class Farewell {
    private static final long LINGER_MILLIS = 1_000;

    private Farewell() {}

    static void close(ChannelHandlerContext context, Closed closed, ReadGate gate) {
        // Asked first, because it goes with the channel.
        Trace trace = TraceHandler.of(context);
        sayAndClose(context, closed, gate);
        if (trace != null) {
            trace.tell("   closed: " + closed.reason().text() + ", " + Printable.escaped(closed.problem()));
        }
    }

    private static void sayAndClose(ChannelHandlerContext context, Closed closed, ReadGate gate) {
        boolean nothingToSay = closed.farewell() == null && closed.reason().reasonCode() == CloseReason.SILENT;
        if (nothingToSay || !context.channel().isActive()) {
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
