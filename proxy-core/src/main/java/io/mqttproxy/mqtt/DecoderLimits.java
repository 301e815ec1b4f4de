package io.mqttproxy.mqtt;

/**
 * What {@link PacketDecoder} takes from a client at most; it keeps the memory that one connection can claim bounded.
 *
 * @param maxPacketSize bytes of a whole packet, fixed header included (MQTT 5.0 section 3.2.2.3.6), at least 2
 * @param maxUserProperties user properties of one packet or one will; 0 refuses them
 */
public record DecoderLimits(int maxPacketSize, int maxUserProperties) {
    public DecoderLimits {
        if (maxPacketSize < 2) {
            throw new IllegalArgumentException("maxPacketSize must be at least 2, not " + maxPacketSize);
        }
        if (maxUserProperties < 0) {
            throw new IllegalArgumentException("maxUserProperties must not be negative, not " + maxUserProperties);
        }
    }
}
