package io.mqttproxy.app.settings;

import io.mqttproxy.app.text.JsonText;
import java.util.regex.Pattern;

/** Writes text as a YAML scalar: plain where that is safe in every place, otherwise in double quotes. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/<][A-Za-z0-9_./:<>+-]*(?<!:)");

    private YamlText() {}

    static String of(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !text.equalsIgnoreCase("null");
        return plain ? text : JsonText.quoted(text);
    }
}
