package io.mqttproxy.transport;

import io.netty.channel.ChannelHandlerContext;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateException;
import java.util.regex.Pattern;

/**
 * A connection ended before, or below, MQTT: sent down the pipeline as a user event by the stage that closes the
 * connection, at most once, before {@code channelInactive}. Nothing is logged here; whoever ends the connection logs
 * one line and counts the reason.
 *
 * @param detail one short line for the log, free of secrets; what is not printable ASCII is replaced
 */
public record TransportFailure(Reason reason, String detail) {

    private static final int MAX_DETAIL_LENGTH = 200;
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    public TransportFailure {
        detail = NOT_PRINTABLE.matcher(detail).replaceAll("?");
        detail = detail.substring(0, Math.min(detail.length(), MAX_DETAIL_LENGTH));
    }

    /** What the deepest cause says: the outer ones are Netty's and the JDK's wrappings. */
    static String detail(Throwable cause) {
        Throwable deepest = deepest(cause);
        String message = deepest.getMessage();
        String type = deepest.getClass().getSimpleName();
        if (message == null) {
            return type;
        }
        // The message alone would be a date, of an expired certificate, or the name of a file.
        boolean terse = deepest instanceof CertificateException || deepest instanceof FileSystemException;
        return terse ? type + ": " + message : message;
    }

    static Throwable deepest(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    /** Why. The connection has a close reason for each, which is what logs, metric tags and docs name. */
    public enum Reason {
        /** A listener with PROXY protocol was reached from outside {@code proxy-protocol-trusted}. */
        PROXY_PEER_NOT_TRUSTED,
        /** What came first is no PROXY protocol header, or a malformed or oversized one. */
        PROXY_HEADER_MALFORMED,
        /** The balancer's header named an address that has {@code max-connections-per-address} already. */
        TOO_MANY_CONNECTIONS_OF_ADDRESS,
        /** The TLS handshake failed: not TLS, no common version, a certificate refused by either side. */
        TLS_HANDSHAKE,
        /** The HTTP request is no WebSocket handshake for this end point. */
        WEBSOCKET_REFUSED,
        /** WebSocket frames against RFC 6455, or a text frame [MQTT-6.0.0-1]. */
        WEBSOCKET_PROTOCOL_ERROR;

        /** Tells the rest of the pipeline why, then closes the connection below the caller. */
        void close(ChannelHandlerContext context, String detail) {
            context.fireUserEventTriggered(new TransportFailure(this, detail));
            context.close();
        }
    }
}
