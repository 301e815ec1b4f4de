package io.mqttproxy.app.admin;

import io.mqttproxy.app.text.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a request gets.
 *
 * @param contentSecurityPolicy what a browser may do with it
 */
record Response(int status, String contentType, String contentSecurityPolicy, Body body) {
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    /** What comes after the headers. */
    sealed interface Body permits Bytes, Stream {}

    record Bytes(byte[] content) implements Body {}

    /**
     * Written as it happens, until there is no more.
     *
     * @param end runs in the end, also when the client is gone before the beginning
     */
    record Stream(Writer writer, Runnable end) implements Body {}

    /** Runs on the request's thread. */
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    static Response of(int status, String contentType, byte[] body) {
        return new Response(status, contentType, NOTHING, new Bytes(body));
    }

    static Response json(int status, String json) {
        return of(status, "application/json", (json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** {@code {"status": "…"}}. */
    static Response status(int status, String text) {
        return json(status, JsonText.of(Map.of("status", text)));
    }

    static Response html(String html, String contentSecurityPolicy) {
        return new Response(
                200,
                "text/html; charset=utf-8",
                contentSecurityPolicy,
                new Bytes(html.getBytes(StandardCharsets.UTF_8)));
    }

    static Response stream(String contentType, Writer writer, Runnable end) {
        return new Response(200, contentType, NOTHING, new Stream(writer, end));
    }
}
