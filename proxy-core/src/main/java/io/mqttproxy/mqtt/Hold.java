package io.mqttproxy.mqtt;

/** What {@link PacketDecoder} leaves undecoded for now: how a connection keeps its bounds without losing a byte. */
public enum Hold {
    /** Every packet is decoded as soon as it is complete. */
    NOTHING,

    /** The decoder stops in front of the next PUBLISH; a PINGREQ or PUBREL before it still comes through. */
    PUBLISHES,

    /** The decoder stops at once, as while a CONNECT is being authenticated. */
    EVERYTHING
}
