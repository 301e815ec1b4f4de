package io.mqttproxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.WebSocketConfig;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketUpgradeTest {
    private static final String REQUEST = """
            GET /mqtt HTTP/1.1
            Host: proxy
            Upgrade: websocket
            Connection: keep-alive, Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Protocol: mqtt

            """;

    private RecordingTail tail = new RecordingTail();
    private EmbeddedChannel channel = channel(WebSocketConfig.DEFAULTS);

    private EmbeddedChannel channel(WebSocketConfig config) {
        tail = new RecordingTail();
        EmbeddedChannel made = new EmbeddedChannel();
        WebSocketUpgrade.addTo(made.pipeline(), new WebSocketHandshake("/mqtt", config, 2_000));
        made.pipeline().addLast(tail);
        return made;
    }

    @AfterEach
    void closeChannel() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aHandshakeIsAnsweredAsRfc6455Says() {
        String response = exchange(REQUEST);

        assertTrue(response.startsWith("HTTP/1.1 101 Switching Protocols\r\n"), response);
        assertTrue(response.contains("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), response);
        assertTrue(response.contains("sec-websocket-protocol: mqtt\r\n"), response);
        assertFalse(response.contains("extensions"), response);
        assertNull(tail.failure());
    }

    @Test
    void afterTheHandshakeOnlyFrameHandlersRemain() {
        exchange(REQUEST);

        assertEquals(
                List.of(HandlerNames.WEBSOCKET_DECODER, HandlerNames.WEBSOCKET_ENCODER, HandlerNames.WEBSOCKET),
                channel.pipeline().names().subList(0, 3));
        assertEquals(5, channel.pipeline().names().size());
    }

    @Test
    void framesThatArriveWithTheRequestAreNotLost() {
        byte[] ping = {(byte) 0x82, (byte) 0x82, 0, 0, 0, 0, (byte) 0xC0, 0};
        channel.writeInbound(Unpooled.wrappedBuffer(http(REQUEST), ping));

        assertEquals("c000", tail.hex());
    }

    @Test
    void aPacketOfTheLargestSizeFitsIntoOneFrame() {
        channel = channel(new WebSocketConfig(List.of("*"), 1_024));
        exchange(REQUEST);

        channel.writeInbound(
                Unpooled.wrappedBuffer(new byte[] {(byte) 0x82, (byte) 0xFE, 2_000 >> 8, (byte) 2_000, 0, 0, 0, 0}));
        assertTrue(channel.isOpen());
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[2_000]));
        assertEquals("00".repeat(2_000), tail.hex());
    }

    @Test
    void aRequestMayArriveByteByByte() {
        for (byte b : http(REQUEST)) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {b}));
        }

        assertTrue(outbound().startsWith("HTTP/1.1 101 "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mqttv3.1|mqttv3.1",
                "mqttv3.1, mqtt|mqtt",
                "chat,mqtt|mqtt",
                "mqtt\\nSec-WebSocket-Protocol: chat|mqtt",
                "chat\\nSec-WebSocket-Protocol: mqtt|mqtt"
            })
    void theSubProtocolIsChosenAmongThoseOffered(String offered, String chosen) {
        String response = exchange(REQUEST.replace("Protocol: mqtt", "Protocol: " + offered.replace("\\n", "\n")));

        assertTrue(response.contains("sec-websocket-protocol: " + chosen + "\r\n"), response);
    }

    @Test
    void aQueryDoesNotMatterForThePath() {
        assertTrue(
                exchange(REQUEST.replace("/mqtt HTTP", "/mqtt?device=7 HTTP")).startsWith("HTTP/1.1 101 "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /mqtt |GET /other |404",
                "GET /mqtt |GET /mqtt/ |404",
                "GET /mqtt |GET * |404",
                "GET /mqtt |GET /%zz |404",
                "GET |POST |426",
                "HTTP/1.1|HTTP/1.0|426",
                "HTTP/1.1|HTPP/1.1|400",
                "Upgrade: websocket|Upgrade: h2c|426",
                "Connection: keep-alive, Upgrade|Connection: keep-alive|426",
                "Sec-WebSocket-Version: 13|Sec-WebSocket-Version: 8|426",
                "Sec-WebSocket-Key|X-Key|400",
                "Sec-WebSocket-Protocol: mqtt|Sec-WebSocket-Protocol: chat|400",
                "Sec-WebSocket-Protocol: mqtt|X-Protocol: mqtt|400"
            })
    void anyOtherRequestIsRefused(String right, String wrong, int status) {
        String response = exchange(REQUEST.replace(right, wrong));

        assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
        assertTrue(response.contains("sec-websocket-version: 13\r\n"), response);
        assertRefused(status);
    }

    @Test
    void anOversizedHeaderIsRefused() {
        String response = exchange(REQUEST.replace("Host: proxy", "Cookie: " + "x".repeat(9_000)));

        assertTrue(response.startsWith("HTTP/1.1 400 "), response);
        assertRefused(400);
    }

    /** Each header would take a hundred bytes of heap. */
    @Test
    void moreThanAHundredHeadersAreRefused() {
        int inRequest = 6;
        String most = headers(FewHttpHeaders.MAX_HEADERS - inRequest);
        assertTrue(exchange(REQUEST.replace("Host: proxy\n", "Host: proxy\n" + most))
                .startsWith("HTTP/1.1 101 "));

        channel = channel(WebSocketConfig.DEFAULTS);
        String response = exchange(REQUEST.replace("Host: proxy\n", "Host: proxy\nx:\n" + most));

        assertTrue(response.startsWith("HTTP/1.1 400 "), response);
        assertRefused(400);
    }

    private static String headers(int count) {
        return "x:\n".repeat(count);
    }

    @Test
    void aRequestCountsAsReceivedUntilItIsComplete() {
        assertEquals(0, ListenerPipeline.receivedBytes(channel.pipeline()));
        exchange(REQUEST.substring(0, 10));
        assertTrue(ListenerPipeline.receivedBytes(channel.pipeline()) > 0);
        assertTrue(exchange(REQUEST.substring(10)).startsWith("HTTP/1.1 101 "));
        assertEquals(0, ListenerPipeline.receivedBytes(channel.pipeline()));
    }

    @Test
    void anOversizedBodyIsRefused() {
        String response = exchange(REQUEST.replace("Host: proxy", "Content-Length: 9000"));

        assertTrue(response.startsWith("HTTP/1.1 413 "), response);
        assertTrue(tail.hex().isEmpty());
    }

    @Test
    void nothingIsAnsweredAfterARefusal() {
        String wrong = REQUEST.replace("GET /mqtt", "GET /other");
        String response = exchange(wrong + wrong + REQUEST);

        assertEquals(response.indexOf("HTTP/1.1"), response.lastIndexOf("HTTP/1.1"), response);
        assertRefused(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "https://app.example.com:8443", "http://app.example.com", "null"})
    void aPageOfAnotherOriginIsRefused(String origin) {
        channel = channel(new WebSocketConfig(List.of("https://app.example.com"), 1024));
        String response = exchange(REQUEST.replace("Host: proxy", "Origin: " + origin));

        assertTrue(response.startsWith("HTTP/1.1 403 "), response);
        assertRefused(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: proxy", "Origin: https://app.example.com", "Origin: https://b.example"})
    void aListedOriginAndAClientWithoutOriginConnect(String header) {
        channel = channel(new WebSocketConfig(List.of("https://app.example.com", "https://B.example"), 1024));

        assertTrue(exchange(REQUEST.replace("Host: proxy", header)).startsWith("HTTP/1.1 101 "));
    }

    private void assertRefused(int status) {
        TransportFailure failure = tail.failure();
        assertNotNull(failure);
        assertEquals(TransportFailure.Reason.WEBSOCKET_REFUSED, failure.reason());
        assertTrue(failure.detail().startsWith(status + " "), failure.detail());
        assertFalse(channel.isOpen());
        assertEquals(List.of(), tail.exceptions());
    }

    private String exchange(String request) {
        channel.writeInbound(Unpooled.wrappedBuffer(http(request)));
        return outbound();
    }

    private static byte[] http(String request) {
        return request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private String outbound() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            text.append(bytes.toString(StandardCharsets.US_ASCII));
            bytes.release();
        }
        return text.toString();
    }
}
