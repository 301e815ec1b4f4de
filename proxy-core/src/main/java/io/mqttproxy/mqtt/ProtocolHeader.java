package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;

/**
 * What a CONNECT begins with: protocol name and level (MQTT 5.0 sections 3.1.2.1 and 3.1.2.2). Everything after it depends
 * on it.
 *
 * @param bridge whether the level had the bit that Mosquitto bridges set to ask for no echo of their own messages
 */
record ProtocolHeader(ProtocolVersion version, boolean bridge) {
    private static final int BRIDGE = 0x80;

    static ProtocolHeader read(ByteBuf in) throws MalformedException {
        String name = Fields.readString(in, "protocol name");
        int level = Fields.readByte(in, "protocol level");
        return switch (name) {
            case "MQTT", "MQIsdp" -> of(name, level);
            default -> throw MalformedException.malformed("protocol name is neither MQTT nor MQIsdp [MQTT-3.1.2-1]");
        };
    }

    private static ProtocolHeader of(String name, int level) throws MalformedException {
        for (ProtocolVersion version : ProtocolVersion.values()) {
            boolean bridge = level == (version.level() | BRIDGE) && !version.isMqtt5();
            if (version.protocolName().equals(name) && (bridge || level == version.level())) {
                return new ProtocolHeader(version, bridge);
            }
        }
        throw MalformedException.unsupportedVersion(
                "protocol level is %d with name %s [MQTT-3.1.2-2]".formatted(level, name));
    }
}
