package io.mqttproxy.app.settings;

import java.util.Optional;

/** Values of another syntax, or the word {@code none}, which switches the thing off. */
record OrNone<T>(Syntax<T> syntax) implements Syntax<Optional<T>> {
    private static final String NONE = "none";

    @Override
    public String label() {
        return syntax.label() + "|" + NONE;
    }

    @Override
    public Optional<T> parse(Raw raw) {
        boolean none = raw instanceof Raw.Text given && given.text().equals(NONE);
        return none ? Optional.empty() : Optional.of(syntax.parse(raw));
    }

    @Override
    public String format(Optional<T> value) {
        return value.map(syntax::format).orElse(NONE);
    }
}
