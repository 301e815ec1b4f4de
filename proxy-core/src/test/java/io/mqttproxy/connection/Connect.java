package io.mqttproxy.connection;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;

/** A CONNECT packet as a client writes it. */
final class Connect {
    private static final int CLEAN_START = 0x02;
    private static final int WILL = 0x04;
    private static final int WILL_RETAIN = 0x20;
    private static final int PASSWORD = 0x40;
    private static final int USERNAME = 0x80;

    final ProtocolVersion version;
    final String clientId;
    private int flags = CLEAN_START;
    private int keepAlive;
    private byte[] properties = {};
    private byte[] willProperties = {};
    private byte[] will = {};
    private byte[] credentials = {};

    private Connect(ProtocolVersion version, String clientId) {
        this.version = version;
        this.clientId = clientId;
    }

    /** A client with a clean session, no keep alive, no will, no name. */
    static Connect of(ProtocolVersion version, String clientId) {
        return new Connect(version, clientId);
    }

    Connect keepSession() {
        flags &= ~CLEAN_START;
        return this;
    }

    Connect keepAlive(int seconds) {
        keepAlive = seconds;
        return this;
    }

    Connect credentials(String username, String password) {
        flags |= USERNAME | PASSWORD;
        credentials = Wire.join(Wire.string(username), Wire.string(password));
        return this;
    }

    Connect will(String topic, int qos, String payload) {
        flags |= WILL | qos << 3;
        will = Wire.join(Wire.string(topic), Wire.string(payload));
        return this;
    }

    Connect retainWill() {
        flags |= WILL_RETAIN;
        return this;
    }

    Connect willDelay(long seconds) {
        willProperties = Wire.join(Wire.bytes(0x18), Wire.fourBytes(seconds));
        return this;
    }

    Connect sessionExpiry(long seconds) {
        return property(Wire.bytes(0x11), Wire.fourBytes(seconds));
    }

    Connect maximumPacketSize(int bytes) {
        return property(Wire.bytes(0x27), Wire.fourBytes(bytes));
    }

    Connect authenticationMethod(String method) {
        return property(Wire.bytes(0x15), Wire.string(method));
    }

    private Connect property(byte[]... property) {
        properties = Wire.join(properties, Wire.join(property));
        return this;
    }

    byte[] bytes() {
        boolean hasWill = (flags & WILL) != 0;
        return Wire.packet(
                0x10,
                Wire.string(version.protocolName()),
                Wire.bytes(version.level(), flags),
                Wire.twoBytes(keepAlive),
                withLength(properties),
                Wire.string(clientId),
                hasWill ? withLength(willProperties) : new byte[0],
                will,
                credentials);
    }

    private byte[] withLength(byte[] content) {
        return version.isMqtt5() ? Wire.join(Wire.variable(content.length), content) : new byte[0];
    }
}
