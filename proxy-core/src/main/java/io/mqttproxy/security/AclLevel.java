package io.mqttproxy.security;

/** One level of a topic filter in an ACL file. */
sealed interface AclLevel {

    /** Whether this level matches the level of the topic between two positions. */
    boolean matches(String topic, int start, int end, AclClient client);

    /** The wildcards {@code +} and {@code #}. */
    enum Wildcard implements AclLevel {
        ONE,
        ALL;

        @Override
        public boolean matches(String topic, int start, int end, AclClient client) {
            return true;
        }
    }

    /** A level without wildcards and placeholders. */
    record Literal(String text) implements AclLevel {
        @Override
        public boolean matches(String topic, int start, int end, AclClient client) {
            return end - start == text.length() && topic.startsWith(text, start);
        }
    }

    /**
     * A level with a placeholder, as in {@code sensor-{clientid}}. Matches nothing if the client does
     * not have that name.
     */
    record Placeholder(String before, AclClient.Name name, String after) implements AclLevel {
        @Override
        public boolean matches(String topic, int start, int end, AclClient client) {
            String value = client.get(name);
            return !value.isEmpty()
                    && end - start == before.length() + value.length() + after.length()
                    && topic.startsWith(before, start)
                    && topic.startsWith(value, start + before.length())
                    && topic.startsWith(after, end - after.length());
        }
    }
}
