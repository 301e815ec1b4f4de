package io.mqttproxy.transport;

import io.mqttproxy.config.WebSocketConfig;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks and answers the HTTP request that opens a WebSocket connection on one listener (RFC 6455
 * section 4.2, MQTT 5.0 section 6). No extension is ever negotiated, so nothing is compressed.
 * Immutable and thread-safe.
 *
 * <p>Only the response of Netty's handshaker is used, not its changes to the pipeline: with these,
 * frames that arrive together with the request would bypass the frame decoder.
 */
final class WebSocketHandshake extends WebSocketServerHandshaker13 {

    /**
     * In order of preference: the standard's name [MQTT-6.0.0-4], then the only one that MQTT 3.1
     * clients know.
     */
    private static final List<String> SUBPROTOCOLS = List.of("mqtt", "mqttv3.1");

    private final String path;
    private final WebSocketConfig config;
    private final int maxFrameBytes;

    /** The answer to a request that is refused. */
    record Refusal(HttpResponseStatus status, String detail) {}

    /**
     * @param maxPacketSize in bytes; a packet of this size always fits into one frame, even if {@code
     *     ws-max-frame-size} is smaller
     */
    WebSocketHandshake(String path, WebSocketConfig config, int maxPacketSize) {
        super(
                "",
                String.join(",", SUBPROTOCOLS),
                WebSocketDecoderConfig.newBuilder().build());
        this.path = path;
        this.config = config;
        this.maxFrameBytes = Math.max(config.maxFrameSize(), maxPacketSize);
    }

    /** A decoder for the frames after the handshake. */
    WebSocketDecoder newDecoder() {
        return new WebSocketDecoder(maxFrameBytes);
    }

    /** Why the request is refused, {@code null} when it is acceptable. */
    @Nullable
    Refusal refusal(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return new Refusal(HttpResponseStatus.BAD_REQUEST, "malformed HTTP");
        }
        if (!path.equals(pathOf(request))) {
            return new Refusal(HttpResponseStatus.NOT_FOUND, "unknown path");
        }
        HttpHeaders headers = request.headers();
        if (!headers.getAll(HttpHeaderNames.ORIGIN).stream().allMatch(config::allows)) {
            return new Refusal(HttpResponseStatus.FORBIDDEN, "origin not among ws-origins");
        }
        if (!asksForWebSocket(request)) {
            return new Refusal(HttpResponseStatus.UPGRADE_REQUIRED, "no WebSocket handshake of version 13");
        }
        if (!headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)) {
            return new Refusal(HttpResponseStatus.BAD_REQUEST, "no Sec-WebSocket-Key");
        }
        if (subprotocol(request) == null) {
            return new Refusal(HttpResponseStatus.BAD_REQUEST, "no sub-protocol mqtt [MQTT-6.0.0-3]");
        }
        return null;
    }

    /**
     * The answer to an acceptable request. Sets the sub-protocol itself, because Netty would choose by
     * the client's order.
     */
    FullHttpResponse accept(FullHttpRequest request) {
        FullHttpResponse response = newHandshakeResponse(request, null);
        response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, subprotocol(request));
        return response;
    }

    private static @Nullable String subprotocol(HttpRequest request) {
        List<String> offered = request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .toList();
        return SUBPROTOCOLS.stream().filter(offered::contains).findFirst().orElse(null);
    }

    private static @Nullable String pathOf(HttpRequest request) {
        try {
            return new URI(request.uri()).getPath();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private boolean asksForWebSocket(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return request.method().equals(HttpMethod.GET)
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && version().toHttpHeaderValue().equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
    }
}
