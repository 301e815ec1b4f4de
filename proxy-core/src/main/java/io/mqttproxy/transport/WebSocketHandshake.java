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
 * The rules by which an HTTP request becomes an MQTT connection (RFC 6455 section 4.2, MQTT 5.0 section 6), for one
 * listener. No extension is ever negotiated, so nothing is compressed. Takes Netty's arithmetic of the handshake, not its
 * way of rearranging the pipeline, which would let frames that follow the request at once slip past the frame decoder.
 * Stateless, safe for all threads.
 */
final class WebSocketHandshake extends WebSocketServerHandshaker13 {

    /** MQTT 3.1 clients know theirs only by the second name; the standard's own is preferred [MQTT-6.0.0-4]. */
    private static final List<String> SUBPROTOCOLS = List.of("mqtt", "mqttv3.1");

    private final String path;
    private final WebSocketConfig config;
    private final int maxFrameBytes;

    /** How a request is answered that is no handshake for this end point. */
    record Refusal(HttpResponseStatus status, String detail) {}

    /** @param maxPacketSize which always fits into one frame, whatever the configuration says of frames */
    WebSocketHandshake(String path, WebSocketConfig config, int maxPacketSize) {
        super(
                "",
                String.join(",", SUBPROTOCOLS),
                WebSocketDecoderConfig.newBuilder().build());
        this.path = path;
        this.config = config;
        this.maxFrameBytes = Math.max(config.maxFrameSize(), maxPacketSize);
    }

    /** A decoder of what follows the handshake. */
    WebSocketDecoder newDecoder() {
        return new WebSocketDecoder(maxFrameBytes);
    }

    /** Why the request is refused, {@code null} when it is not. */
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

    /** The answer to a request that is not refused; Netty alone would choose by the client's order. */
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
