package io.mqttproxy.publish;

import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The message properties of an MQTT 5 PUBLISH (section 3.3.2.3) or will (section 3.1.3.2), free of any
 * codec's types.
 *
 * @param payloadFormat 0 for bytes, 1 for UTF-8 text, {@link #ABSENT} when not sent
 * @param messageExpirySeconds lifetime of the message in seconds (unsigned 32 bit), {@link #ABSENT}
 *     when not sent
 * @param contentType a MIME type or any other description of the content
 * @param responseTopic the topic for a reply
 * @param correlationData opaque bytes for a reply; owned by this object, nobody may write to them
 * @param userProperties in the order of the packet, repetitions kept
 */
public record PublishProperties(
        int payloadFormat,
        long messageExpirySeconds,
        @Nullable String contentType,
        @Nullable String responseTopic,
        byte @Nullable [] correlationData,
        List<UserProperty> userProperties) {

    /** The value of a numeric property that was not sent. */
    public static final int ABSENT = -1;

    /** The properties of every MQTT 3 publication, and of an MQTT 5 one that has none. */
    public static final PublishProperties NONE = new PublishProperties(ABSENT, ABSENT, null, null, null, List.of());

    /** Whether this is {@link #NONE}, as for most publications. */
    @SuppressWarnings("ReferenceEquality") // one shared object, so that the hot path compares nothing else
    public boolean isEmpty() {
        return this == NONE;
    }

    /** The size as sent: characters of all strings plus bytes of the correlation data. */
    public int length() {
        return isEmpty() ? 0 : standardLength() + sum(UserProperty::length);
    }

    /** Upper bound of the heap bytes of these properties, at two bytes for each character. */
    public int memoryBytes() {
        return isEmpty() ? 0 : 2 * standardLength() + sum(UserProperty::memoryBytes);
    }

    private int standardLength() {
        return length(contentType) + length(responseTopic) + (correlationData == null ? 0 : correlationData.length);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private int sum(ToIntFunction<UserProperty> part) {
        int sum = 0;
        for (UserProperty property : userProperties) {
            sum += part.applyAsInt(property);
        }
        return sum;
    }
}
