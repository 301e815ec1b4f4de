package io.mqttproxy.kafka;

/** Why nothing can be written to a Kafka topic. */
public enum TopicProblem {
    MISSING("it does not exist"),
    /** Without this right Kafka does not say whether the topic exists. */
    NO_DESCRIBE("the proxy may not DESCRIBE it"),
    NO_WRITE("the proxy may not WRITE to it");

    private final String text;

    TopicProblem(String text) {
        this.text = text;
    }

    /** For operators: half a sentence about the topic. */
    public String text() {
        return text;
    }
}
