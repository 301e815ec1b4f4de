package io.mqttproxy.app.settings;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that an operator sees all of it at once. */
final class Problems {
    private final List<String> lines = new ArrayList<>();

    /** @param line names the setting or key, the place, and what would be right */
    void add(String line) {
        lines.add(line);
    }

    int count() {
        return lines.size();
    }

    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new InvalidSettingsException(lines);
        }
    }
}
