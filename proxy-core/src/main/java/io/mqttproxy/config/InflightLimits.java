package io.mqttproxy.config;

import static io.mqttproxy.config.ConfigException.requireBetween;

/**
 * How much of what was received may be on its way to Kafka, or wait.
 *
 * @param maxInflight publishes of one connection on their way to Kafka; further ones are not read meanwhile
 * @param maxInflightBytes payload and properties of one connection on their way to Kafka, from which on no further
 *     publish is read
 * @param maxInflightTotal publishes of all connections on their way to Kafka
 * @param receiveMaximum announced to MQTT 5 clients when not 0, and then enforced
 * @param receiveMemory bytes of all connections together for what has been received and waits for the rest of its packet
 *     or for Kafka, and for wills of more than 1 KiB; 0 for half of the JVM's direct memory
 */
public record InflightLimits(
        int maxInflight, int maxInflightBytes, int maxInflightTotal, int receiveMaximum, int receiveMemory) {

    public static final InflightLimits DEFAULTS = new InflightLimits(1_024, 64 * 1024, 100_000, 0, 0);

    public InflightLimits {
        requireBetween(maxInflight, 1, 65_535, "max-inflight");
        requireBetween(maxInflightBytes, 1, Integer.MAX_VALUE, "max-inflight-bytes");
        requireBetween(maxInflightTotal, 1, Integer.MAX_VALUE, "max-inflight-total");
        requireBetween(receiveMaximum, 0, 65_535, "receive-maximum");
        requireBetween(receiveMemory, 0, Integer.MAX_VALUE, "receive-memory");
    }

    public InflightLimits withMaxInflight(int publishes) {
        return new InflightLimits(publishes, maxInflightBytes, maxInflightTotal, receiveMaximum, receiveMemory);
    }

    public InflightLimits withMaxInflightBytes(int bytes) {
        return new InflightLimits(maxInflight, bytes, maxInflightTotal, receiveMaximum, receiveMemory);
    }

    public InflightLimits withMaxInflightTotal(int publishes) {
        return new InflightLimits(maxInflight, maxInflightBytes, publishes, receiveMaximum, receiveMemory);
    }

    public InflightLimits withReceiveMaximum(int publishes) {
        return new InflightLimits(maxInflight, maxInflightBytes, maxInflightTotal, publishes, receiveMemory);
    }

    public InflightLimits withReceiveMemory(int bytes) {
        return new InflightLimits(maxInflight, maxInflightBytes, maxInflightTotal, receiveMaximum, bytes);
    }
}
