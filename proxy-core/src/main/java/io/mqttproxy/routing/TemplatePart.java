package io.mqttproxy.routing;

/** One part of a template: literal text or a placeholder. Immutable. */
sealed interface TemplatePart {

    /**
     * Whether the publication has a value for this part. If a value is missing, the whole template
     * cannot be rendered.
     */
    default boolean isPresent(Match match) {
        return true;
    }

    /** Appends the text of this part, whose value {@linkplain #isPresent is present}. */
    void appendTo(StringBuilder text, Match match);

    /** Literal text of the template. */
    record Literal(String text) implements TemplatePart {
        @Override
        public void appendTo(StringBuilder out, Match match) {
            out.append(text);
        }
    }

    /** The client id. */
    enum ClientId implements TemplatePart {
        CLIENT_ID;

        @Override
        public void appendTo(StringBuilder out, Match match) {
            out.append(match.origin().clientId());
        }
    }

    /** The authenticated user name; an anonymous client has none. */
    enum Username implements TemplatePart {
        USERNAME;

        @Override
        public boolean isPresent(Match match) {
            return match.origin().username() != null;
        }

        @Override
        public void appendTo(StringBuilder out, Match match) {
            out.append(match.origin().username());
        }
    }

    /** The whole MQTT topic. */
    enum WholeTopic implements TemplatePart {
        TOPIC;

        @Override
        public void appendTo(StringBuilder out, Match match) {
            out.append(match.topic());
        }
    }

    /** One level of the MQTT topic; the first is 0. */
    record TopicLevel(int index) implements TemplatePart {
        @Override
        public boolean isPresent(Match match) {
            return TopicLevels.start(match.topic(), index) >= 0;
        }

        @Override
        public void appendTo(StringBuilder out, Match match) {
            int start = TopicLevels.start(match.topic(), index);
            out.append(match.topic(), start, TopicLevels.end(match.topic(), start));
        }
    }

    /**
     * The levels that {@code #} matches: from this level to the end of the topic. Empty when the topic
     * ends before it.
     */
    record TopicTail(int index) implements TemplatePart {
        @Override
        public void appendTo(StringBuilder out, Match match) {
            int start = TopicLevels.start(match.topic(), index);
            if (start >= 0) {
                out.append(match.topic(), start, match.topic().length());
            }
        }
    }

    /** A capture group of a regular expression; the first is 1. */
    record RegexGroup(int number) implements TemplatePart {
        @Override
        public void appendTo(StringBuilder out, Match match) {
            out.append(match.groups().get(number - 1));
        }
    }
}
