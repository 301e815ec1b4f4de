package io.mqttproxy.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import javax.net.ssl.SSLException;

/**
 * Turns Netty's several signals of a failed handshake (an event, one or two exceptions) into one
 * {@link TransportFailure}. Removes itself after a successful handshake. One per connection, on its
 * event loop.
 */
final class TlsHandshakeResult extends ChannelInboundHandlerAdapter {
    private final TlsRecords records;
    private boolean failed;

    TlsHandshakeResult(TlsRecords records) {
        this.records = records;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCompletionEvent completion && !completion.isSuccess()) {
            fail(context, completion.cause());
        } else {
            if (event instanceof SslHandshakeCompletionEvent) {
                records.handshakeIsOver();
                context.pipeline().remove(this);
            }
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof SSLException || cause instanceof DecoderException) {
            fail(context, cause);
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    private void fail(ChannelHandlerContext context, Throwable cause) {
        boolean leftInSilence = records.nothingReceived() && !context.channel().isActive();
        // A load balancer that only checks whether the port is open attempts no handshake; the end of
        // its connection has a close reason of its own.
        if (!failed && !leftInSilence) {
            failed = true;
            TransportFailure.Reason.TLS_HANDSHAKE.close(context, detail(cause));
        }
    }

    /** If the bytes are not TLS, Netty's message quotes all of them: possibly a CONNECT with its password. */
    private static String detail(Throwable cause) {
        boolean quotes = TransportFailure.deepest(cause) instanceof NotSslRecordException;
        return quotes ? "not TLS" : TransportFailure.detail(cause);
    }
}
