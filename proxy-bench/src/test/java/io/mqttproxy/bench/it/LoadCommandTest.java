package io.mqttproxy.bench.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.kafka.EmbeddedKafka;
import io.mqttproxy.bench.load.LoadCommand;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code mqtt-bench load} against the proxy. */
@ExtendWith(SharedKafka.class)
@Timeout(60)
class LoadCommandTest {
    private static final int MESSAGES = 200;

    @TempDir
    private static Path directory;

    @Test
    void aLoadOverWebSocketsOfBothKindsIsStored(EmbeddedKafka kafka) throws Exception {
        X509Bundle certificate = new CertificateBuilder()
                .ecp256()
                .subject("CN=proxy")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        KafkaTopic topic = KafkaTopic.create(kafka);
        try (TestProxy proxy = TestProxy.start(
                kafka.bootstrapServers(),
                "--default-topic=" + topic.name(),
                "--listen=ws://127.0.0.1:0/mqtt",
                "--listen=wss://127.0.0.1:0/mqtt",
                "--tls-cert=" + Files.writeString(directory.resolve("crt"), certificate.getCertificatePathPEM()),
                "--tls-key=" + Files.writeString(directory.resolve("key"), certificate.getPrivateKeyPEM()))) {
            InetSocketAddress plain = proxy.addresses().get(0);
            InetSocketAddress encrypted = proxy.addresses().get(1);

            assertEquals(
                    0, load(kafka, topic, "ws://127.0.0.1:" + plain.getPort()).call());
            assertEquals(
                    0,
                    load(kafka, topic, "wss://127.0.0.1:" + encrypted.getPort() + "/mqtt")
                            .call());

            assertEquals(2 * MESSAGES, topic.records().size());
        }
    }

    @Test
    void aPathThatIsNotAWebSocketIsReported(EmbeddedKafka kafka) throws Exception {
        KafkaTopic topic = KafkaTopic.create(kafka);
        try (TestProxy proxy = TestProxy.start(kafka.bootstrapServers(), "--listen=ws://127.0.0.1:0/mqtt")) {
            LoadCommand load = load(kafka, topic, "ws://127.0.0.1:" + proxy.port() + "/other");

            String failure =
                    assertThrows(IllegalStateException.class, load::call).toString();

            assertTrue(failure.contains("[no WebSocket: HTTP 404 Not Found]"), failure);
        }
    }

    private static LoadCommand load(EmbeddedKafka kafka, KafkaTopic topic, String server) {
        LoadCommand load = new LoadCommand();
        new CommandLine(load)
                .parseArgs(
                        "--server=" + server,
                        "--tls-insecure",
                        "--clients=4",
                        "--rate=max",
                        "--messages=" + MESSAGES,
                        "--verify",
                        "--kafka-bootstrap-servers=" + kafka.bootstrapServers(),
                        "--kafka-topic=" + topic.name());
        return load;
    }
}
