package io.mqttproxy.mqtt;

/** Formats MQTT reason codes (MQTT 5.0 section 2.4) as the specification writes them. */
public final class ReasonCodes {
    private ReasonCodes() {}

    /**
     * The code as two hexadecimal digits, such as {@code 0x00} or {@code 0x8B}.
     *
     * @param code one byte, signed or unsigned
     */
    public static String text(int code) {
        return "0x%02X".formatted(code & 0xFF);
    }
}
