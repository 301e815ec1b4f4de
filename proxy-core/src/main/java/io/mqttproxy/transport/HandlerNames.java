package io.mqttproxy.transport;

/**
 * Names of the transport's handlers, in the order of the pipeline. Each listener adds only the
 * handlers that it needs.
 */
public final class HandlerNames {
    /** In the pipeline until the header has been received, like the next two. */
    public static final String PROXY_PROTOCOL_DETECTOR = "proxy-protocol-detector";

    public static final String PROXY_PROTOCOL_DECODER = "proxy-protocol-decoder";
    public static final String PROXY_PROTOCOL = "proxy-protocol";

    public static final String TLS_RECORDS = "tls-records";

    /**
     * With several certificates, in the pipeline only until the client has told the server name; Netty
     * then replaces it by a handler with a name of its own.
     */
    public static final String TLS = "tls";

    /** In the pipeline until the TLS handshake is over. */
    public static final String TLS_HANDSHAKE = "tls-handshake";

    /** In the pipeline until the WebSocket handshake is over, like the next three. */
    public static final String HTTP_BYTES = "http-bytes";

    public static final String HTTP_CODEC = "http-codec";

    public static final String HTTP_AGGREGATOR = "http-aggregator";

    public static final String WEBSOCKET_UPGRADE = "websocket-upgrade";

    public static final String WEBSOCKET_DECODER = "websocket-decoder";
    public static final String WEBSOCKET_ENCODER = "websocket-encoder";
    public static final String WEBSOCKET = "websocket";

    private HandlerNames() {}
}
