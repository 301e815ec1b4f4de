package io.mqttproxy.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * One address to listen on: setting {@code listen}, written as a URI such as {@code mqtts://0.0.0.0:8883}.
 *
 * @param host an address or a host name of this machine
 * @param port 0 picks a free port
 * @param path of the WebSocket end point; empty for plain MQTT
 * @param proxyProtocol whether every connection must open with a PROXY protocol header
 */
public record ListenerConfig(Scheme scheme, String host, int port, String path, boolean proxyProtocol) {

    private static final String SETTING = "listen";

    /** What a listener speaks below MQTT. */
    public enum Scheme {
        MQTT(1883, false, false),
        MQTTS(8883, true, false),
        WS(8083, false, true),
        WSS(8084, true, true);

        private final String text = name().toLowerCase(Locale.ROOT);
        private final int defaultPort;
        private final boolean tls;
        private final boolean webSocket;

        Scheme(int defaultPort, boolean tls, boolean webSocket) {
            this.defaultPort = defaultPort;
            this.tls = tls;
            this.webSocket = webSocket;
        }

        /** Whether connections open with a TLS handshake. */
        public boolean tls() {
            return tls;
        }

        /** Whether MQTT travels in WebSocket frames (MQTT 5.0 section 6). */
        public boolean webSocket() {
            return webSocket;
        }

        /** Where clients look for a server whose address has no port. */
        public int defaultPort() {
            return defaultPort;
        }

        /** The scheme as in the URI; also the value of the metric tag. */
        public String text() {
            return text;
        }
    }

    public ListenerConfig {
        ConfigException.requireBetween(port, 0, 65_535, SETTING);
        ConfigException.require(!host.isEmpty(), SETTING, "needs a host, such as mqtt://0.0.0.0:1883");
        // A bare number is also a legal IPv4 address: 1883 would be 0.0.7.91.
        ConfigException.require(
                !host.matches("\\d+"),
                SETTING,
                "'" + host + "' is no host; a port needs one, as in mqtt://0.0.0.0:" + host);
    }

    /**
     * Reads {@code scheme://host[:port][/path][?proxy-protocol=required]}.
     *
     * @throws ConfigException when the text is anything else
     */
    public static ListenerConfig parse(String text) {
        URI uri = uri(text);
        Scheme scheme = scheme(uri, text);
        ConfigException.require(
                uri.getUserInfo() == null && uri.getFragment() == null,
                SETTING,
                "takes no user name, password or #: password-file says who may connect");
        String path = uri.getPath() == null ? "" : uri.getPath();
        if (scheme.webSocket()) {
            path = path.isEmpty() || path.equals("/") ? "/mqtt" : path;
        } else {
            ConfigException.require(
                    path.isEmpty() || path.equals("/"), SETTING, "'" + text + "' has a path, but is no WebSocket");
            path = "";
        }
        int port = uri.getPort() == -1 ? scheme.defaultPort() : uri.getPort();
        return new ListenerConfig(scheme, host(uri, text), port, path, proxyProtocol(uri, text));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new ConfigException(SETTING, "'" + text + "' is not a URI such as mqtt://0.0.0.0:1883");
        }
    }

    private static Scheme scheme(URI uri, String text) {
        for (Scheme scheme : Scheme.values()) {
            if (scheme.text().equalsIgnoreCase(uri.getScheme())) {
                return scheme;
            }
        }
        throw new ConfigException(SETTING, "'" + text + "' must begin with mqtt://, mqtts://, ws:// or wss://");
    }

    private static String host(URI uri, String text) {
        String host = uri.getHost();
        ConfigException.require(
                host != null, SETTING, "'" + text + "' needs a host and a port, such as mqtt://0.0.0.0:1883");
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean proxyProtocol(URI uri, String text) {
        String query = uri.getQuery();
        if (query == null || query.isEmpty()) {
            return false;
        }
        ConfigException.require(
                query.equals("proxy-protocol=required"),
                SETTING,
                "'" + text + "' has an unknown parameter; the only one is ?proxy-protocol=required");
        return true;
    }

    @Override
    public String toString() {
        String address = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return scheme.text() + "://" + address + ":" + port + path + (proxyProtocol ? "?proxy-protocol=required" : "");
    }
}
