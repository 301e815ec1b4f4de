package io.mqttproxy.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which headers a record gets: setting {@code headers}.
 *
 * @param profile the layout
 * @param names for {@link Profile#LIST}: the headers by name, user properties among them, or {@link #USER_PROPERTIES} for
 *     all of these; otherwise empty
 */
public record HeadersConfig(Profile profile, List<String> names) {

    /** The layouts that consumers may already know. */
    public enum Profile {
        /** Everything that MQTT says of a message. */
        ALL,
        /** Where it came from: {@code mqtt.topic} and {@code mqtt.client.id}. */
        MINIMAL,
        NONE,
        /** The headers that {@link #names} lists. */
        LIST,
        /** What the Strimzi MQTT Bridge writes: {@code mqtt-topic}. */
        STRIMZI,
        /** CloudEvents 1.0, binary mode of its Kafka protocol binding. */
        CLOUDEVENTS
    }

    /** In a list: all user properties of MQTT 5. */
    public static final String USER_PROPERTIES = "user-properties";

    public static final HeadersConfig ALL = new HeadersConfig(Profile.ALL, List.of());

    private static final Set<String> MINIMAL_NAMES = Set.of("mqtt.topic", "mqtt.client.id");
    private static final Set<String> MQTT_NAMES = Set.of(
            "mqtt.topic",
            "mqtt.client.id",
            "mqtt.username",
            "mqtt.qos",
            "mqtt.retain",
            "mqtt.dup",
            "mqtt.will",
            "mqtt.content.type",
            "mqtt.payload.format",
            "mqtt.message.expiry",
            "mqtt.response.topic",
            "mqtt.correlation.data");

    public HeadersConfig {
        names = List.copyOf(names);
        if (profile == Profile.LIST) {
            names.forEach(HeadersConfig::requireNoProfile);
            names.forEach(HeadersConfig::requireKnown);
            // Any word could name a user property. Without this, the misspelt profile "minmal" would pass as one.
            ConfigException.require(
                    names.stream().anyMatch(name -> MQTT_NAMES.contains(name) || name.equals(USER_PROPERTIES)),
                    "headers",
                    "'" + String.join(",", names) + "' must be all, minimal, none, strimzi, cloudevents, or a list of"
                            + " headers, of which at least one is " + USER_PROPERTIES + " or starts with mqtt.");
        }
    }

    private static void requireNoProfile(String name) {
        ConfigException.require(
                profile(name) == null, "headers", "'" + name + "' stands alone; a list names single headers");
    }

    private static void requireKnown(String name) {
        ConfigException.require(
                !name.isEmpty() && (!name.startsWith("mqtt.") || MQTT_NAMES.contains(name)),
                "headers",
                "there is no header '" + name + "'; there are " + String.join(", ", new TreeSet<>(MQTT_NAMES)));
    }

    /**
     * Reads {@code all}, {@code minimal}, {@code none}, {@code strimzi}, {@code cloudevents}, or header names separated by
     * commas.
     */
    public static HeadersConfig parse(String text) {
        Profile profile = profile(text.trim());
        return profile == null
                ? new HeadersConfig(Profile.LIST, List.of(text.trim().split("\\s*,\\s*")))
                : new HeadersConfig(profile, List.of());
    }

    /** The profile of this name, or {@code null}. */
    private static @Nullable Profile profile(String name) {
        for (Profile profile : Profile.values()) {
            if (profile != Profile.LIST && profile.name().equals(name.toUpperCase(Locale.ROOT))) {
                return profile;
            }
        }
        return null;
    }

    /** Whether records get the header of this {@code mqtt.*} name, when the publication has it. */
    public boolean writes(String name) {
        return switch (profile) {
            case ALL -> true;
            case MINIMAL -> MINIMAL_NAMES.contains(name);
            case LIST -> names.contains(name);
            case NONE, STRIMZI, CLOUDEVENTS -> false;
        };
    }

    /** Whether records get the user property of this name. */
    public boolean writesUserProperty(String name) {
        return switch (profile) {
            case ALL, CLOUDEVENTS -> true;
            case LIST -> names.contains(USER_PROPERTIES) || names.contains(name);
            case MINIMAL, NONE, STRIMZI -> false;
        };
    }
}
