package io.mqttproxy.config;

import static io.mqttproxy.config.ConfigException.requireBetween;

/**
 * How much may come in a second; 0 for no limit.
 *
 * @param maxConnectRate new connections of all listeners together; more are closed before anything is said
 * @param maxAuthenticationRate clients whose credentials are looked at; more are refused
 * @param maxPublishRate publishes of one connection, kept by reading later
 * @param maxPublishBytesRate bytes of payload and properties of one connection, kept by reading later
 */
public record RateLimits(int maxConnectRate, int maxAuthenticationRate, int maxPublishRate, int maxPublishBytesRate) {

    public static final RateLimits DEFAULTS = new RateLimits(0, 0, 0, 10 * 1024 * 1024);

    public RateLimits {
        requireBetween(maxConnectRate, 0, Integer.MAX_VALUE, "max-connect-rate");
        requireBetween(maxAuthenticationRate, 0, Integer.MAX_VALUE, "max-authentication-rate");
        requireBetween(maxPublishRate, 0, Integer.MAX_VALUE, "max-publish-rate");
        requireBetween(maxPublishBytesRate, 0, Integer.MAX_VALUE, "max-publish-bytes-rate");
    }

    public RateLimits withMaxConnectRate(int connections) {
        return new RateLimits(connections, maxAuthenticationRate, maxPublishRate, maxPublishBytesRate);
    }

    public RateLimits withMaxPublishRate(int publishes) {
        return new RateLimits(maxConnectRate, maxAuthenticationRate, publishes, maxPublishBytesRate);
    }

    public RateLimits withMaxPublishBytesRate(int bytes) {
        return new RateLimits(maxConnectRate, maxAuthenticationRate, maxPublishRate, bytes);
    }
}
