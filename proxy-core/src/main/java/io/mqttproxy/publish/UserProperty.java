package io.mqttproxy.publish;

/** One MQTT 5 user property (section 3.3.2.3.7): names may repeat and their order counts. */
public record UserProperty(String name, String value) {
    /** The objects that it consists of. */
    private static final int OBJECT_BYTES = 128;

    /** Characters of both texts. */
    public int length() {
        return name.length() + value.length();
    }

    /** Bytes of memory that it takes at most: Java may need two for a character. */
    public int memoryBytes() {
        return OBJECT_BYTES + 2 * length();
    }
}
