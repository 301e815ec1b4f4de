package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;

/**
 * Reads the beginning of a CONNECT, protocol name and level (MQTT 5.0 sections 3.1.2.1 and 3.1.2.2),
 * which decide how to read everything after them.
 */
final class ProtocolHeader {
    /**
     * The bit that Mosquitto bridges add to the protocol level, to ask that their own messages are not
     * sent back to them. It can be ignored, because the proxy sends no messages to clients.
     */
    private static final int BRIDGE = 0x80;

    private ProtocolHeader() {}

    static ProtocolVersion read(ByteBuf in) throws MalformedException {
        String name = Fields.readString(in, "protocol name");
        int level = Fields.readByte(in, "protocol level");
        return switch (name) {
            case "MQTT", "MQIsdp" -> version(name, level);
            default -> throw MalformedException.malformed("protocol name is neither MQTT nor MQIsdp [MQTT-3.1.2-1]");
        };
    }

    private static ProtocolVersion version(String name, int level) throws MalformedException {
        for (ProtocolVersion version : ProtocolVersion.values()) {
            boolean bridge = level == (version.level() | BRIDGE) && !version.isMqtt5();
            if (version.protocolName().equals(name) && (bridge || level == version.level())) {
                return version;
            }
        }
        throw MalformedException.unsupportedVersion(
                "protocol level is %d with name %s [MQTT-3.1.2-2]".formatted(level, name));
    }
}
