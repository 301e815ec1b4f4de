package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.JwtConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** Where the keys that verify tokens come from. */
interface JwksSource {
    /** Key sets are small and their servers near; a server that takes longer is asked again later. */
    Duration TIMEOUT = Duration.ofSeconds(5);

    String SETTING = "jwt-jwks";

    /**
     * Reads the text of the JSON Web Key Set; may block for some seconds.
     *
     * @throws ConfigException when the file does not exist or cannot be read
     * @throws IOException when the server does not deliver the key set
     */
    String read() throws IOException, InterruptedException;

    /**
     * Whether the source has changed since this method last returned true or {@link #markRead} was
     * called, as far as that is known without asking a server.
     */
    default boolean hasChanged() {
        return false;
    }

    /** The keys are about to be read: the present ones count as seen, whoever asked for it. */
    default void markRead() {}

    /** Creates the source for the file or URL in the setting {@code jwt-jwks}. */
    static JwksSource of(JwtConfig config) {
        String jwks = Objects.requireNonNull(config.jwks());
        if (config.jwksIsUrl()) {
            return new HttpJwksSource(URI.create(jwks), TIMEOUT);
        }
        return new FileJwksSource(Path.of(jwks));
    }
}
