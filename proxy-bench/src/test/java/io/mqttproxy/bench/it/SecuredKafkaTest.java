package io.mqttproxy.bench.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.kafka.EmbeddedKafka;
import io.mqttproxy.bench.kafka.EmbeddedKafkaOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Kafka that wants TLS, a client certificate, a login besides, and the right to write. */
@Timeout(100)
class SecuredKafkaTest {
    private static final String SECURITY = "org.apache.kafka.common.security.";
    private static final String PLAIN = SECURITY + "plain.PlainLoginModule required ";
    private static final String SCRAM = SECURITY + "scram.ScramLoginModule required ";
    private static final String OAUTH = SECURITY + "oauthbearer.OAuthBearerLoginModule required ";
    private static final String UNSECURED = SECURITY + "oauthbearer.internals.unsecured.OAuthBearerUnsecured";
    private static final String SECRET = "geheim-4711";

    @TempDir
    private static Path directory;

    private static TlsFixture tls;
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() throws Exception {
        tls = TlsFixture.issue(directory);
        kafka = EmbeddedKafka.start(
                EmbeddedKafkaOptions.DEFAULTS.withClientProtocol("SASL_SSL").withBrokerProperties(brokerProperties()));
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    private static Map<String, String> brokerProperties() {
        Map<String, String> properties = new HashMap<>(tls.brokerProperties());
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.put("super.users", "User:ANONYMOUS");
        properties.put("allow.everyone.if.no.acl.found", "true");
        properties.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER");
        properties.put("listener.name.client.plain.sasl.jaas.config", PLAIN + "user_proxy=\"" + SECRET + "\";");
        properties.put("listener.name.client.scram-sha-512.sasl.jaas.config", SCRAM + ";");
        properties.put(
                "listener.name.client.oauthbearer.sasl.jaas.config",
                OAUTH + "unsecuredLoginStringClaim_sub=\"broker\";");
        properties.put(
                "listener.name.client.oauthbearer.sasl.server.callback.handler.class",
                UNSECURED + "ValidatorCallbackHandler");
        return properties;
    }

    @ParameterizedTest
    @CsvSource({"PLAIN", "SCRAM-SHA-512", "OAUTHBEARER"})
    void theProxyLogsInAndStores(String mechanism) throws Exception {
        if (mechanism.startsWith("SCRAM")) {
            setScramPassword("proxy", SECRET);
        }
        KafkaTopic topic = KafkaTopic.create(kafka);
        try (ServedProxy proxy = start(topic, mechanism, jaas(mechanism, "proxy", SECRET));
                RawClient device = RawClient.connect(proxy.address(), Packets.connect(4, "sensor"))) {
            device.send(Packets.publish(1, false, 1, "a/b", "stored".getBytes(UTF_8)));

            assertEquals(1, device.readPuback());
            assertEquals(List.of("stored"), Records.texts(topic.records()));
            proxy.await("readiness", () -> proxy.get("/readyz").startsWith("{\"status\":\"ready\""));
            assertTellsNoSecret(proxy);
        }
    }

    @Test
    void aWrongPasswordIsReportedAndCanBeFixedInKafkaWithoutARestart() throws Exception {
        setScramPassword("late", "something else");
        KafkaTopic topic = KafkaTopic.create(kafka);
        try (ServedProxy proxy = start(topic, "SCRAM-SHA-512", jaas("SCRAM-SHA-512", "late", SECRET));
                RawClient device = RawClient.connect(proxy.address(), Packets.connect(4, "sensor"))) {
            proxy.awaitLog("Kafka is not reachable: SaslAuthenticationException: Authentication failed");
            assertTrue(proxy.get("/readyz").startsWith("{\"status\":\"not ready\""), proxy.get("/readyz"));
            device.send(Packets.publish(1, false, 1, "a/b", "waits".getBytes(UTF_8)));
            assertNull(device.poll(Duration.ofMillis(500)));

            setScramPassword("late", SECRET);

            proxy.awaitLog("Kafka is reachable");
            assertNotNull(device.poll(Duration.ofSeconds(20)), proxy::log);
            assertEquals(1, proxy.linesWith("Kafka is not reachable: Sasl"), proxy::log);
            assertTellsNoSecret(proxy);
        }
    }

    @Test
    void withoutItsCertificateTheProxyIsRefused() throws Exception {
        KafkaTopic topic = KafkaTopic.create(kafka);
        List<String> options = new ArrayList<>(tls.proxyOptions().subList(0, 2));
        options.add("--stall-timeout=1s");
        try (ServedProxy proxy = start(topic, "PLAIN", jaas("PLAIN", "proxy", SECRET), options);
                RawClient device = RawClient.connect(proxy.address(), Packets.connect(4, "sensor"))) {
            proxy.awaitLog("Kafka is not reachable: Ssl");
            device.send(Packets.publish(1, false, 1, "a/b", "waits".getBytes(UTF_8)));

            assertTrue(device.isClosedByServer());
            assertFailures(1, "kafka-authentication", proxy);
        }
    }

    /** Of a topic that it may not see Kafka's client says no more than that it has timed out; why is in the cause. */
    @ParameterizedTest
    @CsvSource({"User:other, the proxy may not DESCRIBE it", "User:proxy, the proxy may not WRITE to it"})
    void aTopicThatTheProxyMayNotWriteToIsNamedUntilItMay(String whoMayDescribe, String what) throws Exception {
        KafkaTopic topic = KafkaTopic.create(kafka);
        String problem = topic.name() + " (" + what + ")";
        AclBinding rights = mayDescribe(whoMayDescribe, topic);
        List<String> options = new ArrayList<>(tls.proxyOptions());
        options.add("--stall-timeout=1s");
        try (Admin admin = kafka.admin()) {
            admin.createAcls(List.of(rights)).all().get();
        }
        try (ServedProxy proxy = start(topic, "PLAIN", jaas("PLAIN", "proxy", SECRET), options);
                RawClient device = RawClient.connect(proxy.address(), Packets.connect(4, "sensor"))) {
            device.send(Packets.publish(1, false, 1, "a/b", "refused".getBytes(UTF_8)));
            assertTrue(device.isClosedByServer());
            assertFailures(1, "kafka-not-authorized", proxy);
            proxy.awaitLog("cannot be written to: " + problem);
            assertTrue(proxy.get("/readyz").contains(problem), proxy.get("/readyz"));

            try (Admin admin = kafka.admin()) {
                admin.deleteAcls(List.of(rights.toFilter())).all().get();
            }

            proxy.await("permission", () -> !proxy.get("/readyz").contains(topic.name()));
            assertEquals(1, proxy.linesWith(problem), proxy::log);
        }
    }

    /** Whoever is named in no list may do everything, until there is a list for the topic. */
    private static AclBinding mayDescribe(String principal, KafkaTopic topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic.name(), PatternType.LITERAL),
                new AccessControlEntry(principal, "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW));
    }

    private static void assertFailures(int count, String reason, ServedProxy proxy) {
        String line = "mqtt_proxy_failures_total{reason=\"" + reason + "\"} " + (double) count;
        assertTrue(proxy.get("/metrics").lines().anyMatch(line::equals), proxy::log);
    }

    private static ServedProxy start(KafkaTopic topic, String mechanism, String jaas)
            throws IOException, InterruptedException {
        return start(topic, mechanism, jaas, tls.proxyOptions());
    }

    private static ServedProxy start(KafkaTopic topic, String mechanism, String jaas, List<String> tlsOptions)
            throws IOException, InterruptedException {
        Path secret = Files.writeString(directory.resolve("jaas-" + topic.name()), jaas + "\n");
        List<String> options = new ArrayList<>(List.of(
                "--kafka-bootstrap-servers=" + kafka.bootstrapServers(),
                "--default-topic=" + topic.name(),
                "--log-level=debug",
                "--kafka=security.protocol=SASL_SSL",
                "--kafka=sasl.mechanism=" + mechanism,
                "--kafka=sasl.jaas.config=@" + secret));
        if (mechanism.equals("OAUTHBEARER")) {
            options.add("--kafka=sasl.login.callback.handler.class=" + UNSECURED + "LoginCallbackHandler");
        }
        options.addAll(tlsOptions);
        return ServedProxy.start(directory, options.toArray(String[]::new));
    }

    private static String jaas(String mechanism, String user, String password) {
        return switch (mechanism) {
            case "PLAIN" -> PLAIN + "username=\"" + user + "\" password=\"" + password + "\";";
            case "SCRAM-SHA-512" -> SCRAM + "username=\"" + user + "\" password=\"" + password + "\";";
            default -> OAUTH + "unsecuredLoginStringClaim_sub=\"" + user + "\";";
        };
    }

    private static void setScramPassword(String user, String password) throws Exception {
        ScramCredentialInfo iterations = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        try (Admin admin = kafka.admin()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, iterations, password)))
                    .all()
                    .get();
        }
    }

    private static void assertTellsNoSecret(ServedProxy proxy) {
        for (String told :
                List.of(proxy.log(), proxy.get("/status.json"), proxy.get("/readyz"), proxy.get("/metrics"))) {
            assertFalse(told.contains(SECRET) || told.contains("PRIVATE KEY") || told.contains("unsecuredLogin"), told);
        }
        assertTrue(proxy.get("/status.json").contains("sasl.jaas.config"), "the status page shows the setting");
    }
}
