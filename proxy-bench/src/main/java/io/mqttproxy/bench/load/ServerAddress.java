package io.mqttproxy.bench.load;

import io.mqttproxy.config.ListenerConfig.Scheme;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a server is.
 *
 * @param scheme what it speaks below MQTT
 * @param webSocketPath with the query, if there is one; {@code null} unless it is a WebSocket
 */
public record ServerAddress(
        Scheme scheme, String host, int port, @Nullable String webSocketPath) {
    private static final String USUAL_PATH = "/mqtt";

    /**
     * Reads {@code host:port}, or a URI of {@code mqtt}, {@code mqtts}, {@code ws} or {@code wss}; port and path may be left
     * out.
     */
    public static ServerAddress parse(String text) {
        try {
            URI uri = new URI(text.contains("://") ? text : "mqtt://" + text);
            Scheme scheme = scheme(uri).orElseThrow(() -> malformed(text));
            boolean noPath = uri.getRawPath() == null || uri.getRawPath().isEmpty();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            if (uri.getHost() == null || !(noPath && query.isEmpty() || scheme.webSocket())) {
                throw malformed(text);
            }
            return new ServerAddress(
                    scheme,
                    uri.getHost(),
                    uri.getPort() == -1 ? scheme.defaultPort() : uri.getPort(),
                    !scheme.webSocket() ? null : (noPath ? USUAL_PATH : uri.getRawPath()) + query);
        } catch (URISyntaxException e) {
            throw malformed(text);
        }
    }

    private static Optional<Scheme> scheme(URI uri) {
        String name = uri.getScheme().toLowerCase(Locale.ROOT);
        return Stream.of(Scheme.values())
                .filter(scheme -> scheme.text().equals(name))
                .findFirst();
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a server such as localhost:1883, mqtts://broker:8883 or ws://broker:8083/mqtt");
    }

    /** Looks the host up. */
    public InetSocketAddress resolve() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("server: host " + host + " is not known");
        }
        return address;
    }

    /** Whether devices that can speak to one can speak to the other. */
    boolean speaksLike(ServerAddress other) {
        return scheme == other.scheme && Objects.equals(webSocketPath, other.webSocketPath);
    }

    @Override
    public String toString() {
        return scheme.text() + "://" + host + ":" + port + (webSocketPath == null ? "" : webSocketPath);
    }

    /** For options. */
    static final class Converter implements ITypeConverter<ServerAddress> {
        @Override
        public ServerAddress convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
