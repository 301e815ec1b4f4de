package io.mqttproxy.app.settings;

import java.util.List;

/** Settings that cannot be used. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /**
     * Tells everything that is wrong.
     *
     * @param problems one line each, with the setting, the place where it is set, and what would be right
     */
    public InvalidSettingsException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each. */
    public List<String> problems() {
        return problems;
    }
}
