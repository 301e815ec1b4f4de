package io.mqttproxy.routing;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a rule makes record keys. Immutable. */
sealed interface RecordKey {

    /** Whether the publication has everything that the key is made of. */
    default boolean canRender(Match match) {
        return true;
    }

    /** The key, {@code null} for none; not a copy. */
    byte @Nullable [] render(Match match);

    /** No key: Kafka spreads the records over the partitions. */
    enum None implements RecordKey {
        NONE;

        @Override
        public byte @Nullable [] render(Match match) {
            return null;
        }
    }

    /** The client id, already encoded. */
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

    /** A key that is filled in. */
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
