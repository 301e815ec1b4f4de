package io.mqttproxy.app.admin;

import java.util.Map;

/**
 * Bounds of the JDK's HTTP server, against clients that send much or slowly. It reads them from system properties, once,
 * when its first server is created; what an operator sets with {@code -D} counts more.
 */
final class HttpServerLimits {
    static final int CONNECTIONS = 64;

    private static final Map<String, String> PROPERTIES = Map.of(
            "jdk.httpserver.maxConnections", Integer.toString(CONNECTIONS),
            "sun.net.httpserver.maxReqHeaders", "64",
            "sun.net.httpserver.maxReqHeaderSize", "16384",
            // Seconds for a whole request, and for a whole response: the longest is a trace.
            // Others have a WriteDeadline.
            "sun.net.httpserver.maxReqTime", "10",
            "sun.net.httpserver.maxRspTime", Integer.toString(TraceEndpoint.MAXIMUM_SECONDS + 30),
            // Bytes of an unread body after which the connection is closed instead of reused.
            "sun.net.httpserver.drainAmount", "4096",
            "sun.net.httpserver.nodelay", "true");

    private HttpServerLimits() {}

    static void apply() {
        PROPERTIES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
