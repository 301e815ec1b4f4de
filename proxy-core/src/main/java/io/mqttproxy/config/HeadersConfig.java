package io.mqttproxy.config;

import java.util.List;
import java.util.Locale;

/**
 * Which headers a record gets: setting {@code headers}.
 *
 * @param profile the layout
 * @param names for {@link Profile#LIST}: the headers by name, otherwise empty
 */
public record HeadersConfig(Profile profile, List<String> names) {

    /** The layouts that consumers may already know. */
    public enum Profile {
        ALL,
        MINIMAL,
        NONE,
        LIST,
        STRIMZI,
        CLOUDEVENTS
    }

    public static final HeadersConfig ALL = new HeadersConfig(Profile.ALL, List.of());

    public HeadersConfig {
        names = List.copyOf(names);
    }

    /**
     * Reads {@code all}, {@code minimal}, {@code none}, {@code strimzi}, {@code cloudevents}, or header names separated by
     * commas.
     */
    public static HeadersConfig parse(String text) {
        for (Profile profile : Profile.values()) {
            if (profile != Profile.LIST && profile.name().equals(text.trim().toUpperCase(Locale.ROOT))) {
                return new HeadersConfig(profile, List.of());
            }
        }
        List<String> names = List.of(text.trim().split("\\s*,\\s*"));
        ConfigException.require(
                names.stream().noneMatch(String::isEmpty),
                "headers",
                "'" + text + "' must be all, minimal, none, strimzi, cloudevents, or header names with commas between");
        return new HeadersConfig(Profile.LIST, names);
    }
}
