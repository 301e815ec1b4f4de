package io.mqttproxy.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaConfigTest {

    @ParameterizedTest
    @ValueSource(strings = {"broker:9092", "a:9092, b:9092", "[::1]:9092", "PLAINTEXT://localhost:65535"})
    void serversAreHostsWithPorts(String servers) {
        assertDoesNotThrow(() -> new KafkaConfig(servers, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broker",
                "a:1,broker",
                "broker:",
                ":9092",
                "broker:0",
                "broker:65536",
                "broker:999999",
                "a:1,,b:2"
            })
    void whatCanBeNoServerIsSaidBeforeTheStart(String servers) {
        ConfigException refused = assertThrows(ConfigException.class, () -> new KafkaConfig(servers, Map.of()));
        assertEquals("kafka-bootstrap-servers", refused.setting());
    }
}
