package io.mqttproxy.mqtt;

/**
 * The limits of {@link PacketDecoder}. They bound the memory that one connection can claim.
 *
 * @param maxPacketSize bytes of a whole packet, fixed header included (MQTT 5.0 section 3.2.2.3.6), at
 *     least 2
 * @param maxUserProperties user properties per packet or will; 0 refuses all
 */
public record DecoderLimits(int maxPacketSize, int maxUserProperties) {
    public DecoderLimits {
        if (maxPacketSize < 2) {
            throw new IllegalArgumentException("maxPacketSize must be at least 2, not " + maxPacketSize);
        }
        if (maxUserProperties < 0) {
            throw new IllegalArgumentException("maxUserProperties must not be negative, but is " + maxUserProperties);
        }
    }
}
