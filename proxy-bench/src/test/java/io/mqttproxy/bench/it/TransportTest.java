package io.mqttproxy.bench.it;

import static io.mqttproxy.bench.it.Records.assertRecord;
import static io.mqttproxy.bench.it.Records.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import com.hivemq.client.mqtt.MqttWebSocketConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.mqttproxy.bench.kafka.EmbeddedKafka;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The way to the proxy is encrypted, or is a WebSocket, or both. */
@ExtendWith(SharedKafka.class)
@Timeout(60)
class TransportTest {
    @TempDir
    private static Path directory;

    private static X509Bundle authority;
    private static Path certificate;
    private static Path key;
    private static Path authorityFile;

    @BeforeAll
    static void issueCertificates() throws Exception {
        authority = new CertificateBuilder()
                .ecp256()
                .subject("CN=Test CA")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle server = new CertificateBuilder()
                .ecp256()
                .subject("CN=proxy")
                .addSanIpAddress("127.0.0.1")
                .addExtendedKeyUsageServerAuth()
                .buildIssuedBy(authority);
        authorityFile = Files.writeString(directory.resolve("ca.pem"), authority.getCertificatePEM());
        certificate = Files.writeString(directory.resolve("server.crt"), server.getCertificatePathPEM());
        key = Files.writeString(directory.resolve("server.key"), server.getPrivateKeyPEM());
    }

    @Test
    void theSamePublishArrivesOverTlsAndOverWebSocketsOfBothKinds(EmbeddedKafka kafka) throws Exception {
        KafkaTopic topic = KafkaTopic.create(kafka);
        try (TestProxy proxy = TestProxy.start(
                kafka.bootstrapServers(),
                "--default-topic=" + topic.name(),
                "--listen=mqtts://127.0.0.1:0",
                "--listen=ws://127.0.0.1:0/mqtt",
                "--listen=wss://127.0.0.1:0/mqtt",
                "--tls-cert=" + certificate,
                "--tls-key=" + key)) {
            MqttClientSslConfig tls = tls().build();
            MqttWebSocketConfig webSocket =
                    MqttWebSocketConfig.builder().serverPath("mqtt").build();

            publish(client("over-tls", proxy.addresses().get(0)).sslConfig(tls));
            publish(client("over-ws", proxy.addresses().get(1)).webSocketConfig(webSocket));
            publish(client("over-wss", proxy.addresses().get(2)).sslConfig(tls).webSocketConfig(webSocket));

            assertArrived(topic, 0, "over-tls");
            assertArrived(topic, 1, "over-ws");
            assertArrived(topic, 2, "over-wss");
        }
    }

    @Test
    void theNameInACertificateIsTheUser(EmbeddedKafka kafka) throws Exception {
        X509Bundle device = new CertificateBuilder()
                .ecp256()
                .subject("CN=sensor-17")
                .addExtendedKeyUsageClientAuth()
                .buildIssuedBy(authority);
        KafkaTopic topic = KafkaTopic.create(kafka);
        try (TestProxy proxy = TestProxy.start(
                kafka.bootstrapServers(),
                "--default-topic=" + topic.name(),
                "--listen=mqtts://127.0.0.1:0",
                "--tls-cert=" + certificate,
                "--tls-key=" + key,
                "--tls-ca=" + authorityFile,
                "--tls-client-auth=required",
                "--tls-identity={cn}")) {
            Mqtt5BlockingClient stranger =
                    client("stranger", proxy.address()).sslConfig(tls().build()).buildBlocking();
            assertThrows(RuntimeException.class, stranger::connect);

            publish(client("known", proxy.address())
                    .sslConfig(tls().keyManagerFactory(device.toKeyManagerFactory())
                            .build()));

            assertRecord(
                    topic.awaitRecord(),
                    "known",
                    "21.5".getBytes(UTF_8),
                    header("mqtt.topic", "a/b"),
                    header("mqtt.client.id", "known"),
                    header("mqtt.username", "sensor-17"),
                    header("mqtt.qos", "1"));
        }
    }

    private static MqttClientSslConfigBuilder tls() throws Exception {
        return MqttClientSslConfig.builder().trustManagerFactory(authority.toTrustManagerFactory());
    }

    private static Mqtt5ClientBuilder client(String id, InetSocketAddress server) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(id)
                .serverHost(server.getAddress().getHostAddress())
                .serverPort(server.getPort());
    }

    private static void publish(Mqtt5ClientBuilder builder) {
        Mqtt5BlockingClient client = builder.buildBlocking();
        client.connect();
        client.publishWith()
                .topic("a/b")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("21.5".getBytes(UTF_8))
                .send();
        client.disconnect();
    }

    private static void assertArrived(KafkaTopic topic, int index, String clientId) {
        assertRecord(
                topic.records().get(index),
                clientId,
                "21.5".getBytes(UTF_8),
                header("mqtt.topic", "a/b"),
                header("mqtt.client.id", clientId),
                header("mqtt.qos", "1"));
    }
}
