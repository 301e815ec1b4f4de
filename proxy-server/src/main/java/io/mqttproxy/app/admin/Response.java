package io.mqttproxy.app.admin;

import io.mqttproxy.app.text.JsonText;
import java.nio.charset.StandardCharsets;

/**
 * What a request gets.
 *
 * @param contentSecurityPolicy what a browser may do with it
 */
record Response(int status, String contentType, String contentSecurityPolicy, byte[] body) {
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    static Response of(int status, String contentType, byte[] body) {
        return new Response(status, contentType, NOTHING, body);
    }

    static Response json(int status, String json) {
        return of(status, "application/json", (json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** {@code {"status": "…"}}. */
    static Response status(int status, String text) {
        return json(status, "{\"status\":" + JsonText.quoted(text) + "}");
    }

    static Response html(String html, String contentSecurityPolicy) {
        return new Response(
                200, "text/html; charset=utf-8", contentSecurityPolicy, html.getBytes(StandardCharsets.UTF_8));
    }
}
