package io.mqttproxy.app.settings;

/** How many values a setting takes, and so how they may be written and how places are merged. */
public enum Occurrence {
    /** One value. */
    ONCE,
    /** One value with commas between its parts; in YAML a list will do. */
    COMMAS,
    /** Several values; those of a higher place replace those of a lower one. */
    REPEATED,
    /** Several {@code key=value}, in YAML a mapping will do; those of a higher place replace those with the same key. */
    PAIRS;

    /** Whether a place may give several values. */
    boolean many() {
        return this == REPEATED || this == PAIRS;
    }
}
