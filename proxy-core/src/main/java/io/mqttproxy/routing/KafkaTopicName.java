package io.mqttproxy.routing;

/** The topic names that Kafka accepts. */
final class KafkaTopicName {
    /** The rule in words, for error messages. */
    static final String RULE = "a Kafka topic has 1 to 249 letters, digits, dots, underscores and dashes,"
            + " and is neither '.' nor '..'";

    static final int MAX_LENGTH = 249;

    private KafkaTopicName() {}

    static boolean isLegal(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_LENGTH
                && !name.equals(".")
                && !name.equals("..")
                && hasOnlyLegalCharacters(name);
    }

    static boolean hasOnlyLegalCharacters(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isLegalCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLegalCharacter(char c) {
        return isBetween('a', c, 'z') || isBetween('A', c, 'Z') || isBetween('0', c, '9') || "._-".indexOf(c) >= 0;
    }

    private static boolean isBetween(char low, char c, char high) {
        return low <= c && c <= high;
    }
}
