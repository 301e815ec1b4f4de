package io.mqttproxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaTopicNameTest {

    static Stream<String> names() {
        Stream<String> characters = IntStream.range(0, 0x200).mapToObj(c -> "x" + (char) c);
        return Stream.concat(
                characters, Stream.of("", ".", "..", "...", "-", "_", "x".repeat(249), "x".repeat(250), "x/y"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void agreesWithKafka(String name) {
        assertEquals(Topic.isValid(name), KafkaTopicName.isLegal(name));
    }
}
