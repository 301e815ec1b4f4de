package io.mqttproxy.bench.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a server is.
 *
 * @param tls whether it speaks TLS
 */
public record ServerAddress(String host, int port, boolean tls) {
    private static final int PORT = 1883;
    private static final int TLS_PORT = 8883;

    /** Reads {@code host:port}, {@code mqtt://host:port} or {@code mqtts://host:port}; the port may be left out. */
    public static ServerAddress parse(String text) {
        try {
            URI uri = new URI(text.contains("://") ? text : "mqtt://" + text);
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            boolean tls = scheme.equals("mqtts");
            if (uri.getHost() == null || !(tls || scheme.equals("mqtt"))) {
                throw malformed(text);
            }
            int port = uri.getPort() != -1 ? uri.getPort() : tls ? TLS_PORT : PORT;
            return new ServerAddress(uri.getHost(), port, tls);
        } catch (java.net.URISyntaxException e) {
            throw malformed(text);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a server such as localhost:1883 or mqtts://broker:8883");
    }

    /** Looks the host up. */
    public InetSocketAddress resolve() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("server: host " + host + " is not known");
        }
        return address;
    }

    @Override
    public String toString() {
        return (tls ? "mqtts://" : "mqtt://") + host + ":" + port;
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
