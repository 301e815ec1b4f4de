package io.mqttproxy.config;

/** What devices may ask of the proxy. */
public record LimitsConfig(
        ConnectionLimits connections, RateLimits rates, PacketLimits packets, InflightLimits inflight) {

    public static final LimitsConfig DEFAULTS = new LimitsConfig(
            ConnectionLimits.DEFAULTS, RateLimits.DEFAULTS, PacketLimits.DEFAULTS, InflightLimits.DEFAULTS);
}
