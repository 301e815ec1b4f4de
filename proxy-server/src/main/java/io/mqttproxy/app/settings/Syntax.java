package io.mqttproxy.app.settings;

import java.util.List;

/**
 * How the values of a setting are written.
 *
 * @param <T> what a value is once it is understood
 */
public interface Syntax<T> {

    /** Stands for the value in help texts: {@code size}. */
    String label();

    /**
     * Understands one value.
     *
     * @throws BadValueException or {@link io.mqttproxy.config.ConfigException} when the value cannot be used
     */
    T parse(Raw raw);

    /** Writes a value so that {@link #parse} understands it: for defaults in help and documentation. */
    String format(T value);

    /** All values there are, when they are a few words; otherwise empty. */
    default List<String> choices() {
        return List.of();
    }
}
