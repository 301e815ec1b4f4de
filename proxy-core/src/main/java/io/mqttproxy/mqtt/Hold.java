package io.mqttproxy.mqtt;

/**
 * Which packets {@link PacketDecoder} leaves undecoded for now. With a hold a connection keeps within
 * its bounds without losing a byte.
 */
public enum Hold {
    /** Every packet is decoded as soon as it is complete. */
    NOTHING,

    /** The decoder stops in front of the next PUBLISH; a PINGREQ or PUBREL before it still comes through. */
    PUBLISHES,

    /**
     * The decoder stops before the next packet of any type, for example while a CONNECT is being
     * authenticated.
     */
    EVERYTHING
}
