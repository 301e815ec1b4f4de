package io.mqttproxy.mqtt;

import io.mqttproxy.publish.Qos;

/**
 * The Connect Flags byte, which says what else is in the CONNECT (MQTT 5.0 section 3.1.2.3).
 *
 * @param bits the byte as received, 0 to 255
 */
record ConnectFlags(int bits) {
    private static final int RESERVED = 0b0000_0001;
    private static final int CLEAN_START = 0b0000_0010;
    private static final int WILL = 0b0000_0100;
    private static final int WILL_QOS = 0b0001_1000;
    private static final int WILL_RETAIN = 0b0010_0000;
    private static final int PASSWORD = 0b0100_0000;
    private static final int USER_NAME = 0b1000_0000;

    /**
     * Checks the flags. MQTT 3.1 does not require unused bits to be 0, so they are ignored in packets
     * of its clients.
     */
    void check(ProtocolVersion version) throws MalformedException {
        if (version != ProtocolVersion.MQTT_3_1) {
            checkUnused();
        }
        if ((bits & WILL_QOS) == WILL_QOS) {
            throw MalformedException.malformed("will QoS is 3 [MQTT-3.1.2-12]");
        }
        if (!version.isMqtt5() && hasPassword() && !hasUsername()) {
            throw MalformedException.malformed("password without user name [MQTT-3.1.2-22 of MQTT 3.1.1]");
        }
    }

    boolean cleanStart() {
        return has(CLEAN_START);
    }

    boolean hasWill() {
        return has(WILL);
    }

    Qos willQos() {
        return Qos.of((bits & WILL_QOS) >> 3);
    }

    boolean willRetain() {
        return has(WILL_RETAIN);
    }

    boolean hasUsername() {
        return has(USER_NAME);
    }

    boolean hasPassword() {
        return has(PASSWORD);
    }

    private void checkUnused() throws MalformedException {
        if (has(RESERVED)) {
            throw MalformedException.malformed("reserved connect flag is set [MQTT-3.1.2-3]");
        }
        if (!hasWill() && (bits & WILL_QOS) != 0) {
            throw MalformedException.malformed("will QoS without will flag [MQTT-3.1.2-11]");
        }
        if (!hasWill() && willRetain()) {
            throw MalformedException.malformed("will retain without will flag [MQTT-3.1.2-13]");
        }
    }

    private boolean has(int flag) {
        return (bits & flag) != 0;
    }
}
