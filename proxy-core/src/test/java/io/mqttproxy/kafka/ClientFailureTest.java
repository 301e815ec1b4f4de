package io.mqttproxy.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.KafkaConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against Kafka's own client, whose words are all there is to tell an outage from a wrong setting. */
class ClientFailureTest {

    @ParameterizedTest
    @ValueSource(strings = {"use_all_dns_ips", "resolve_canonical_bootstrap_servers_only"})
    void aHostNameWithoutAnAddressIsRecognised(String lookup) {
        assertTrue(ClientFailure.isUnresolved(failureOf("no..host:9092", Map.of("client.dns.lookup", lookup))));
    }

    @Test
    void anyOtherFailureIsNotTakenForAnUnresolvedHost() {
        KafkaException failure = failureOf(
                "127.0.0.1:9092",
                Map.of(
                        "security.protocol",
                        "SSL",
                        "ssl.truststore.type",
                        "PEM",
                        "ssl.truststore.location",
                        "/no/such"));

        assertFalse(ClientFailure.isUnresolved(failure));
        assertTrue(ClientFailure.text(failure).contains("/no/such"), ClientFailure.text(failure));
    }

    @Test
    void failuresThatKafkaReportsKeepTheirOwnMessage() {
        TimeoutException failure = new TimeoutException("timed out", new IllegalStateException("inside"));

        assertEquals("TimeoutException: timed out", ClientFailure.text(failure));
    }

    private static KafkaException failureOf(String servers, Map<String, String> properties) {
        Map<String, Object> settings = new HashMap<>(
                ProducerSettings.of(new KafkaConfig(servers, Map.of())).forProducer());
        // Not checked, as if a file had gone since.
        settings.putAll(properties);
        return assertThrows(KafkaException.class, () -> new KafkaProducer<byte[], byte[]>(settings).close());
    }
}
