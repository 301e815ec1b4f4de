package io.mqttproxy.routing;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a rule creates record keys. Immutable. */
sealed interface RecordKey {

    /** Whether the publication has a value for every placeholder of the key. */
    default boolean canRender(Match match) {
        return true;
    }

    /** The key, {@code null} for none. May be a shared array: callers must not write to it. */
    byte @Nullable [] render(Match match);

    /** No key: Kafka spreads the records over the partitions. */
    enum None implements RecordKey {
        NONE;

        @Override
        public byte @Nullable [] render(Match match) {
            return null;
        }
    }

    /** The client id, whose encoding the {@link io.mqttproxy.publish.Origin} already holds. */
    enum ClientId implements RecordKey {
        CLIENT_ID;

        @Override
        public byte[] render(Match match) {
            return match.origin().clientIdUtf8();
        }
    }

    /** The same key for all records of a rule. */
    record Constant(byte[] utf8) implements RecordKey {
        @Override
        public byte[] render(Match match) {
            return utf8;
        }
    }

    /** A key from a template. */
    record Rendered(Template template) implements RecordKey {
        @Override
        public boolean canRender(Match match) {
            return template.canRender(match);
        }

        @Override
        public byte[] render(Match match) {
            return template.render(match).getBytes(StandardCharsets.UTF_8);
        }
    }
}
