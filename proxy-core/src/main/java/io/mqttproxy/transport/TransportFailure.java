package io.mqttproxy.transport;

import io.netty.channel.ChannelHandlerContext;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateException;
import java.util.regex.Pattern;

/**
 * A connection ended before, or below, MQTT. The stage that closes the connection sends this user
 * event down the pipeline, at most once, before {@code channelInactive}. Nothing is logged here: the
 * MQTT handlers log one line and count the reason.
 *
 * @param detail one short line for the log, without secrets; characters that are not printable ASCII
 *     are replaced
 */
public record TransportFailure(Reason reason, String detail) {

    private static final int MAX_DETAIL_LENGTH = 200;
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    public TransportFailure {
        detail = NOT_PRINTABLE.matcher(detail).replaceAll("?");
        detail = detail.substring(0, Math.min(detail.length(), MAX_DETAIL_LENGTH));
    }

    /** The message of the deepest cause: outer exceptions are only wrappers of Netty or the JDK. */
    static String detail(Throwable cause) {
        Throwable deepest = deepest(cause);
        String message = deepest.getMessage();
        String type = deepest.getClass().getSimpleName();
        if (message == null) {
            return type;
        }
        // These messages are only a date (of an expired certificate) or a file name, so the type is
        // needed too.
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

    /**
     * Why the connection ended. Each has a close reason of the same name, which logs, metric tags and
     * docs use.
     */
    public enum Reason {
        /**
         * A listener with PROXY protocol was reached from an address outside {@code
         * proxy-protocol-trusted}.
         */
        PROXY_PEER_NOT_TRUSTED,
        /**
         * The connection did not begin with a PROXY protocol header, or with a malformed or oversized
         * one.
         */
        PROXY_HEADER_MALFORMED,
        /** The header's address already has {@code max-connections-per-address} connections. */
        TOO_MANY_CONNECTIONS_OF_ADDRESS,
        /** The TLS handshake failed: not TLS, no common version, a certificate refused by either side. */
        TLS_HANDSHAKE,
        /** The HTTP request is not a WebSocket handshake for this end point. */
        WEBSOCKET_REFUSED,
        /** The client sent frames that violate RFC 6455, or a text frame [MQTT-6.0.0-1]. */
        WEBSOCKET_PROTOCOL_ERROR;

        /**
         * Tells the following handlers why, then closes the connection, passing only the handlers
         * before the caller's.
         */
        void close(ChannelHandlerContext context, String detail) {
            context.fireUserEventTriggered(new TransportFailure(this, detail));
            context.close();
        }
    }
}
