package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;

/**
 * What a CONNECT begins with: protocol name and level (MQTT 5.0 sections 3.1.2.1 and 3.1.2.2). Everything after it depends
 * on it.
 */
final class ProtocolHeader {
    /** Added to the level by Mosquitto bridges, which ask for no echo of their own messages; there is none to leave out. */
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
