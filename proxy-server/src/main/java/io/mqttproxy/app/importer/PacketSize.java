package io.mqttproxy.app.importer;

import io.mqttproxy.config.ConfigException;

/** Others limit what follows the fixed header; this product limits the packet. */
final class PacketSize {
    private static final int LONGEST_FIXED_HEADER = 5;

    private PacketSize() {}

    static String withFixedHeader(String bytes, String setting) {
        try {
            return Integer.toString(Math.addExact(Integer.parseInt(bytes), LONGEST_FIXED_HEADER));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new ConfigException("import", setting + "=" + bytes + " is not a number of bytes");
        }
    }
}
