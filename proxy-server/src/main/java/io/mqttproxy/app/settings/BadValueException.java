package io.mqttproxy.app.settings;

/** A value that its setting cannot take. The message says why and what would be right; the setting is named by whoever asked. */
public final class BadValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public BadValueException(String problem) {
        super(problem);
    }
}
