package io.mqttproxy.bench.client;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.net.ConnectException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Describes failures in few words, without addresses or ports, so that they can be counted by reason. */
public final class CloseReasons {
    private CloseReasons() {}

    static String of(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return "connect timed out";
        }
        if (cause instanceof ConnectException) {
            return "connection refused";
        }
        if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
            return "TLS handshake failed";
        }
        if (cause instanceof WebSocketClientHandshakeException refusal) {
            HttpResponse response = refusal.response();
            return "no WebSocket" + (response == null ? "" : ": HTTP " + response.status());
        }
        String message = String.valueOf(cause.getMessage());
        if (message.toLowerCase(Locale.ROOT).contains("reset")) {
            return "connection reset";
        }
        if (message.toLowerCase(Locale.ROOT).contains("broken pipe")) {
            return "broken pipe";
        }
        return cause.getClass().getSimpleName() + ": " + message;
    }

    /** MQTT 3.1.1 section 3.2.2.3, MQTT 5.0 section 3.2.2.2. */
    public static String ofConnack(int code) {
        return String.format(Locale.ROOT, "CONNACK 0x%02x", code);
    }

    /** MQTT 5.0 section 3.14.2.1. */
    public static String ofDisconnect(int code) {
        return String.format(Locale.ROOT, "DISCONNECT 0x%02x from server", code);
    }
}
