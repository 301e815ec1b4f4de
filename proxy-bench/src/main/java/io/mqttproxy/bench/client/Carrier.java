package io.mqttproxy.bench.client;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How MQTT packets travel over TCP.
 *
 * @param tls {@code null} for no encryption
 * @param webSocketPath path and query of the server's WebSocket, such as {@code /mqtt}; {@code null}
 *     without WebSocket
 */
public record Carrier(@Nullable SslContext tls, @Nullable String webSocketPath) {
    /** Plain TCP. */
    public static final Carrier TCP = new Carrier(null, null);

    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int LONGEST_FRAME = 1024 * 1024;

    /** Adds the handlers that convert between the server's bytes and the MQTT byte stream. */
    void addTo(ChannelPipeline pipeline, InetSocketAddress server) {
        if (tls != null) {
            pipeline.addLast(tls.newHandler(pipeline.channel().alloc(), server.getHostString(), server.getPort()));
        }
        if (webSocketPath != null) {
            pipeline.addLast(
                    new HttpClientCodec(),
                    new HttpObjectAggregator(LONGEST_ANSWER),
                    new WebSocketClientProtocolHandler(webSocket(server, webSocketPath)),
                    new WebSocketPackets());
        }
    }

    /** Uses the sub-protocol of MQTT [MQTT-6.0.0-3]. */
    private WebSocketClientProtocolConfig webSocket(InetSocketAddress server, String path) {
        return WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(URI.create((tls == null ? "ws://" : "wss://") + authority(server) + path))
                .subprotocol("mqtt")
                .maxFramePayloadLength(LONGEST_FRAME)
                .withUTF8Validator(false)
                .build();
    }

    private static String authority(InetSocketAddress server) {
        String host = server.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort();
    }
}
