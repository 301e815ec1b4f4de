package io.mqttproxy.transport;

/** Names of the transport's handlers, in the order of the pipeline; each kind of listener has only its own. */
public final class HandlerNames {
    /** In the pipeline until the PROXY header has arrived, like the next two. */
    public static final String PROXY_PROTOCOL_DETECTOR = "proxy-protocol-detector";

    public static final String PROXY_PROTOCOL_DECODER = "proxy-protocol-decoder";
    public static final String PROXY_PROTOCOL = "proxy-protocol";

    public static final String TLS_RECORDS = "tls-records";

    /** With several certificates only until the client has said which it wants; then Netty puts its own name here. */
    public static final String TLS = "tls";

    /** Until the TLS handshake is over. */
    public static final String TLS_HANDSHAKE = "tls-handshake";

    /** Until the WebSocket handshake is over. */
    public static final String HTTP_BYTES = "http-bytes";

    /** Until the WebSocket handshake is over. */
    public static final String HTTP_CODEC = "http-codec";

    /** Until the WebSocket handshake is over. */
    public static final String HTTP_AGGREGATOR = "http-aggregator";

    /** Until the WebSocket handshake is over. */
    public static final String WEBSOCKET_UPGRADE = "websocket-upgrade";

    public static final String WEBSOCKET_DECODER = "websocket-decoder";
    public static final String WEBSOCKET_ENCODER = "websocket-encoder";
    public static final String WEBSOCKET = "websocket";

    private HandlerNames() {}
}
