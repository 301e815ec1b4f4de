package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BannerTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "route: a=b                                                      | the topics of 1 rule, else to topic mqtt-messages",
                "{routes: [a=b, c=d], default-topic: none}                       | the topics of 2 rules; nothing else is taken",
                "{routes: [a=b, c=d], default-topic: none, dead-letter-topic: e} | the topics of 2 rules, else to dead-letter topic e",
                "{default-topic: f, dead-letter-topic: e}                        | topic f",
                "default-topic: none                                             | no topic, nothing is taken"
            })
    void itSaysWhereMessagesGo(String yaml, String topics) {
        List<String> lines = Banner.lines(YamlConfig.load(directory, yaml, "--kafka-bootstrap-servers=a:1"), List.of());

        assertEquals("Kafka at a:1; messages go to " + topics, lines.get(1));
    }
}
