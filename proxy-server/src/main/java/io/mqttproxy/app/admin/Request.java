package io.mqttproxy.app.admin;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an endpoint is told of a request. */
record Request(URI uri, Headers headers) {

    /** Browsers name an origin with every POST. */
    boolean isFromWebPage() {
        return headers.containsKey("Origin") || headers.containsKey("Sec-Fetch-Site");
    }

    /** The first parameter of that name, {@code null} when there is none. */
    @Nullable
    String parameter(String name) {
        for (String pair : Objects.requireNonNullElse(uri.getRawQuery(), "").split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equals(name)) {
                return URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
