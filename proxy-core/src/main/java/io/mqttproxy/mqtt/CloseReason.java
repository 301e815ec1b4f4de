package io.mqttproxy.mqtt;

import java.util.Locale;

/**
 * Why a connection ended: the one vocabulary of logs, metric tags and docs.
 *
 * <p>The reason code is the one in the MQTT 5 DISCONNECT that the proxy sends (section 3.14.2.1), or
 * in the CONNACK for a CONNECT that breaks the standard. It is {@link #SILENT} where the proxy sends
 * neither, because the client is gone, has sent a DISCONNECT itself, or would not understand the
 * packet.
 */
public enum CloseReason {
    CLIENT_DISCONNECT(CloseReason.SILENT),
    CLIENT_DISCONNECT_WITH_WILL(CloseReason.SILENT),
    CLIENT_GONE(CloseReason.SILENT),
    GONE_BEFORE_CONNECT(CloseReason.SILENT),
    CONNECT_TIMEOUT(CloseReason.SILENT),
    CONNECT_REFUSED(CloseReason.SILENT),
    UNSUPPORTED_PROTOCOL_VERSION(0x84),
    TRANSPORT_ERROR(CloseReason.SILENT),
    PROXY_PEER_NOT_TRUSTED(CloseReason.SILENT),
    PROXY_HEADER_MALFORMED(CloseReason.SILENT),
    TLS_HANDSHAKE(CloseReason.SILENT),
    WEBSOCKET_REFUSED(CloseReason.SILENT),
    WEBSOCKET_PROTOCOL_ERROR(CloseReason.SILENT),
    TOO_MANY_CONNECTIONS_OF_ADDRESS(CloseReason.SILENT),
    TOO_MANY_CONNECTIONS(CloseReason.SILENT),
    CONNECT_RATE_EXCEEDED(CloseReason.SILENT),
    KEEP_ALIVE_TIMEOUT(0x8D),
    TAKEN_OVER(0x8E),
    MALFORMED_PACKET(0x81),
    PROTOCOL_ERROR(0x82),
    PACKET_TOO_LARGE(0x95),
    RECEIVE_MAXIMUM_EXCEEDED(0x93),
    TOPIC_ALIAS_INVALID(0x94),
    TOPIC_INVALID(0x90),
    TOPIC_FILTER_INVALID(0x8F),
    QUOTA_EXCEEDED(0x97),
    PUBLISH_REJECTED(0x87),
    STALLED(0x89),
    NOT_STORED(0x83),
    ACKS_UNREAD(0x97),
    RECEIVE_MEMORY_EXCEEDED(0x97),
    CREDENTIALS_EXPIRED(0xA0),
    SERVER_SHUTDOWN(0x8B),
    INTERNAL_ERROR(0x80);

    /** Stands for a reason that is not sent to the client. */
    public static final int SILENT = -1;

    private final int reasonCode;
    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    CloseReason(int reasonCode) {
        this.reasonCode = reasonCode;
    }

    /** The MQTT 5 reason code of the DISCONNECT, or {@link #SILENT}. */
    public int reasonCode() {
        return reasonCode;
    }

    /** The reason in lower case with dashes, as in metric tags: {@code keep-alive-timeout}. */
    public String text() {
        return text;
    }
}
