package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.JwtConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** Where the keys that sign tokens are published. */
interface JwksSource {
    /** Keys are small and their servers near; whoever takes longer is asked again later. */
    Duration TIMEOUT = Duration.ofSeconds(5);

    String SETTING = "jwt-jwks";

    /**
     * The text of the JSON Web Key Set; may block for some seconds.
     *
     * @throws ConfigException when there is no such file, or it may not be read
     */
    String read() throws IOException, InterruptedException;

    /** Whether there are other keys since this last said so, as far as can be told without asking a server. */
    default boolean hasChanged() {
        return false;
    }

    /** The keys are about to be read for somebody who asked: what there is by now is no change any more. */
    default void isRead() {}

    /** The file or URL of the setting {@code jwt-jwks}. */
    static JwksSource of(JwtConfig config) {
        String jwks = Objects.requireNonNull(config.jwks());
        if (config.jwksIsUrl()) {
            return new HttpJwksSource(URI.create(jwks), TIMEOUT);
        }
        return new FileJwksSource(Path.of(jwks));
    }
}
