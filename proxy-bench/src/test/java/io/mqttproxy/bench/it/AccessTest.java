package io.mqttproxy.bench.it;

import static io.mqttproxy.bench.it.Records.assertRecord;
import static io.mqttproxy.bench.it.Records.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.mqttproxy.bench.kafka.EmbeddedKafka;
import io.mqttproxy.security.PasswordFileEditor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who may connect and publish where, and what becomes of what nobody may. */
@ExtendWith(SharedKafka.class)
@Timeout(60)
class AccessTest {
    @TempDir
    private static Path directory;

    private static Path passwords;
    private static Path rules;

    @BeforeAll
    static void writeFiles() throws IOException {
        passwords = directory.resolve("passwords");
        PasswordFileEditor.put(passwords, "alice", "wonderland");
        rules = Files.write(directory.resolve("acl"), List.of("pattern write devices/%u/#"));
    }

    @Test
    void aUserWithTheRightPasswordPublishes(EmbeddedKafka kafka) throws Exception {
        KafkaTopic topic = KafkaTopic.create(kafka);
        try (TestProxy proxy = start(topic)) {
            Mqtt5BlockingClient alice = connect(proxy, "wonderland");

            publish(alice, "devices/alice/state");

            assertRecord(
                    topic.awaitRecord(),
                    "phone",
                    "on".getBytes(UTF_8),
                    header("mqtt.topic", "devices/alice/state"),
                    header("mqtt.client.id", "phone"),
                    header("mqtt.username", "alice"),
                    header("mqtt.qos", "1"));
            alice.disconnect();
        }
    }

    @Test
    void aWrongPasswordIsRefused(EmbeddedKafka kafka) throws Exception {
        try (TestProxy proxy = start(KafkaTopic.create(kafka))) {
            Mqtt5ConnAckException refused =
                    assertThrows(Mqtt5ConnAckException.class, () -> connect(proxy, "looking-glass"));

            assertEquals(
                    Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD,
                    refused.getMqttMessage().getReasonCode());
        }
    }

    @Test
    void publishesThatTheRulesDoNotAllowAreRefusedAndNotStored(EmbeddedKafka kafka) throws Exception {
        KafkaTopic topic = KafkaTopic.create(kafka);
        try (TestProxy proxy = start(topic)) {
            Mqtt5BlockingClient alice = connect(proxy, "wonderland");

            Mqtt5PubAckException refused =
                    assertThrows(Mqtt5PubAckException.class, () -> publish(alice, "devices/bob/state"));

            assertEquals(
                    Mqtt5PubAckReasonCode.NOT_AUTHORIZED,
                    refused.getMqttMessage().getReasonCode());
            assertEquals(List.of(), topic.records());
            alice.disconnect();
        }
    }

    @Test
    void aRefusedPublishGoesToTheDeadLetterTopicAndIsAcknowledged(EmbeddedKafka kafka) throws Exception {
        KafkaTopic topic = KafkaTopic.create(kafka);
        KafkaTopic deadLetters = KafkaTopic.create(kafka);
        try (TestProxy proxy = start(topic, "--dead-letter-topic=" + deadLetters.name())) {
            Mqtt5BlockingClient alice = connect(proxy, "wonderland");

            publish(alice, "devices/bob/state");

            List<String> headers = Records.headers(deadLetters.awaitRecord());
            assertTrue(headers.contains(header("mqtt.topic", "devices/bob/state")), headers::toString);
            assertTrue(headers.contains(header("mqtt.reject.reason", "not-authorized")), headers::toString);
            assertEquals(List.of(), topic.records());
            alice.disconnect();
        }
    }

    private static TestProxy start(KafkaTopic topic, String... more) throws IOException {
        List<String> options = new ArrayList<>(
                List.of("--default-topic=" + topic.name(), "--password-file=" + passwords, "--acl-file=" + rules));
        options.addAll(List.of(more));
        return TestProxy.start(topic.kafka().bootstrapServers(), options.toArray(String[]::new));
    }

    private static Mqtt5BlockingClient connect(TestProxy proxy, String password) {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("phone")
                .serverHost(proxy.host())
                .serverPort(proxy.port())
                .simpleAuth()
                .username("alice")
                .password(password.getBytes(UTF_8))
                .applySimpleAuth()
                .buildBlocking();
        client.connect();
        return client;
    }

    private static void publish(Mqtt5BlockingClient client, String mqttTopic) {
        client.publishWith()
                .topic(mqttTopic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("on".getBytes(UTF_8))
                .send();
    }
}
