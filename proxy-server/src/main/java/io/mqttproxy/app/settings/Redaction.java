package io.mqttproxy.app.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** Keeps secrets out of everything that is shown. When in doubt it hides. */
final class Redaction {
    /** Stands where a secret would stand. */
    private static final String HIDDEN = "<hidden>";

    private static final Pattern SECRET_KEY = Pattern.compile(
            "password|passphrase|secret|token|jaas|credential|private.?key|keystore\\.key|basic\\.auth|api.?key");

    private static final Pattern HARMLESS_KEY = Pattern.compile(".*(\\.url|\\.location|\\.class|\\.name)");

    private Redaction() {}

    /** A Kafka property's value as it may be shown: a secret is hidden, a reference to a file that holds it is not. */
    static String shown(String key, String value) {
        return isSecret(key) && !value.isEmpty() && !FileReference.isReference(value) ? HIDDEN : value;
    }

    private static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return SECRET_KEY.matcher(lower).find() && !HARMLESS_KEY.matcher(lower).matches();
    }
}
