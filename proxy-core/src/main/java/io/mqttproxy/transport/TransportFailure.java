package io.mqttproxy.transport;

import io.netty.channel.ChannelHandlerContext;
import java.util.Locale;

/**
 * A connection ended before, or below, MQTT: sent down the pipeline as a user event by the stage that closes the
 * connection, at most once, before {@code channelInactive}. Nothing is logged here; whoever ends the connection logs
 * one line and counts the reason.
 *
 * @param detail one line for the log, free of payload and secrets
 */
public record TransportFailure(Reason reason, String detail) {

    /** The vocabulary shared by logs, metric tags and docs. */
    public enum Reason {
        /** A listener with PROXY protocol was reached from outside {@code proxy-protocol-trusted}. */
        PROXY_PEER_NOT_TRUSTED,
        /** What came first is no PROXY protocol header, or a malformed or oversized one. */
        PROXY_HEADER_MALFORMED,
        /** The TLS handshake failed: not TLS, no common version, a certificate refused by either side. */
        TLS_HANDSHAKE,
        /** The HTTP request is no WebSocket handshake for this end point. */
        WEBSOCKET_REFUSED,
        /** WebSocket frames against RFC 6455, or a text frame [MQTT-6.0.0-1]. */
        WEBSOCKET_PROTOCOL_ERROR;

        private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** The reason in lower case with dashes, as in metric tags: {@code tls-handshake}. */
        public String text() {
            return text;
        }

        /** Tells the rest of the pipeline why, then closes the connection below the caller. */
        void close(ChannelHandlerContext ctx, String detail) {
            ctx.fireUserEventTriggered(new TransportFailure(this, detail));
            ctx.close();
        }
    }
}
