package io.mqttproxy.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Rules of WebSocket listeners.
 *
 * <p>{@code ws-origins} says which web pages may connect. Browsers name the page's origin in the handshake; most other
 * clients send none and are never asked, but Paho's for C and Python do, and a list refuses them. Everybody is the default
 * because MQTT clients prove themselves in CONNECT, not by cookies that a foreign page could borrow; with client
 * certificates, which a browser does present by itself, a list belongs here.
 *
 * @param origins such as {@code https://app.example.com}, without path; {@code *} alone for all
 * @param maxFrameSize {@code ws-max-frame-size}, payload bytes of one frame. A frame may hold many packets
 *     [MQTT-6.0.0-2] and is not kept in memory as a whole, so this bounds nothing but nonsense; each packet in it is
 *     bounded by {@code max-packet-size}
 */
public record WebSocketConfig(List<String> origins, int maxFrameSize) {

    private static final String SETTING = "ws-origins";
    private static final String ALL = "*";
    private static final Pattern ORIGIN = Pattern.compile("null|[a-z][a-z0-9+.-]*://[^/?#@\\s]+");

    public static final WebSocketConfig DEFAULTS = new WebSocketConfig(List.of(ALL), 16 * 1024 * 1024);

    public WebSocketConfig {
        origins = origins.stream().map(WebSocketConfig::checked).toList();
        ConfigException.require(!origins.isEmpty(), SETTING, "needs at least one origin, or * for all");
        ConfigException.require(
                origins.size() == 1 || !origins.contains(ALL), SETTING, "has * and other origins; * stands alone");
        ConfigException.requireBetween(maxFrameSize, 1024, Integer.MAX_VALUE, "ws-max-frame-size");
    }

    /** Whether a page of this origin may connect. */
    public boolean allows(String origin) {
        return origins.contains(ALL) || origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    private static String checked(String origin) {
        String lowerCase = origin.strip().toLowerCase(Locale.ROOT);
        ConfigException.require(
                lowerCase.equals(ALL) || ORIGIN.matcher(lowerCase).matches(),
                SETTING,
                "'" + origin + "' is no origin such as https://app.example.com");
        return lowerCase;
    }
}
