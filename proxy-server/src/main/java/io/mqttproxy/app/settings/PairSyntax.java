package io.mqttproxy.app.settings;

import java.util.Map;

/** {@code KEY=VALUE}, where the value may be a file reference. */
final class PairSyntax implements Syntax<Map.Entry<String, String>> {

    @Override
    public String label() {
        return "key=value";
    }

    @Override
    public Map.Entry<String, String> parse(Raw raw) {
        String key = key(raw);
        if (!(raw instanceof Raw.Text given) || key.isEmpty()) {
            throw new BadValueException("must be written as key=value");
        }
        return Map.entry(key, FileReference.resolve(value(given)));
    }

    @Override
    public String format(Map.Entry<String, String> pair) {
        return pair.getKey() + "=" + pair.getValue();
    }

    /** What stands in front of the first equals sign, or nothing when the text is no pair. */
    static String key(Raw raw) {
        return raw instanceof Raw.Text given && given.text().indexOf('=') > 0
                ? given.text().substring(0, given.text().indexOf('=')).strip()
                : "";
    }

    /** What stands behind the first equals sign, as written. */
    static String value(Raw.Text given) {
        return given.text().substring(given.text().indexOf('=') + 1).strip();
    }
}
