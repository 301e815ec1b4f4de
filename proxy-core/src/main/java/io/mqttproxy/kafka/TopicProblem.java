package io.mqttproxy.kafka;

/** Why a Kafka topic cannot be written to. */
public enum TopicProblem {
    MISSING("it does not exist"),
    TOO_SIMILAR("it does not exist, and Kafka cannot create it: the name of another topic differs only in '.' and '_'"),
    /** Without the right to DESCRIBE a topic, Kafka does not tell whether the topic exists. */
    NO_DESCRIBE("the proxy may not DESCRIBE it"),
    NO_WRITE("the proxy may not WRITE to it");

    private final String text;

    TopicProblem(String text) {
        this.text = text;
    }

    /** For operators: part of a sentence, to follow the topic's name. */
    public String text() {
        return text;
    }
}
