package io.mqttproxy.mqtt;

/** MQTT's reason codes (MQTT 5.0 section 2.4) as the specification writes them. */
public final class ReasonCodes {
    private ReasonCodes() {}

    /**
     * For people: {@code 0x00}, {@code 0x8B}.
     *
     * @param code of one byte, signed or not
     */
    public static String text(int code) {
        return "0x%02X".formatted(code & 0xFF);
    }
}
