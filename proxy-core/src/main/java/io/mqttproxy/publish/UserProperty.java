package io.mqttproxy.publish;

/**
 * One MQTT 5 user property (section 3.3.2.3.7). Names may repeat, and the order of properties is
 * significant.
 */
public record UserProperty(String name, String value) {
    /** Heap bytes of the objects that make up one property, without their characters. */
    private static final int OBJECT_BYTES = 128;

    /** Number of characters in name and value. */
    public int length() {
        return name.length() + value.length();
    }

    /** Upper bound of the heap bytes of this property, at two bytes for each character. */
    public int memoryBytes() {
        return OBJECT_BYTES + 2 * length();
    }
}
