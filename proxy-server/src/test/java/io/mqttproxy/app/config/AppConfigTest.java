package io.mqttproxy.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.app.settings.InvalidSettingsException;
import io.mqttproxy.app.settings.SettingOptions;
import io.mqttproxy.app.settings.SettingsLoader;
import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.HeadersConfig.Profile;
import io.mqttproxy.config.KafkaConfig;
import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.config.RouteConfig.Retain;
import io.mqttproxy.config.RoutingConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class AppConfigTest {
    private static final String KAFKA = "--kafka-bootstrap-servers=localhost:9092";

    @TempDir
    private Path directory;

    @Test
    void theDefaultsAreThoseOfTheRecords() {
        AppConfig config = load(KAFKA);
        assertEquals(
                List.of(ListenerConfig.parse("mqtt://127.0.0.1:1883")),
                config.proxy().listeners());
        assertEquals(new KafkaConfig("localhost:9092", Map.of()), config.proxy().kafka());
        assertEquals(RoutingConfig.DEFAULTS, config.proxy().routing());
        assertEquals(LimitsConfig.DEFAULTS, config.proxy().limits());
        assertEquals(DeliveryConfig.DEFAULTS, config.proxy().delivery());
        assertEquals(Optional.of(InetSocketAddress.createUnresolved("127.0.0.1", 9090)), config.admin());
        assertEquals(new LogConfig(LogConfig.Format.TEXT, Level.INFO), config.log());
    }

    @Test
    void everyLimitReachesItsOwnPlace() {
        AppConfig config = load(
                KAFKA,
                "--max-connections=1",
                "--max-connections-per-address=2",
                "--max-connect-rate=3",
                "--max-authentication-rate=18",
                "--max-packet-size=64",
                "--receive-memory=16",
                "--max-inflight=5",
                "--max-inflight-bytes=19",
                "--max-inflight-total=17",
                "--receive-maximum=6",
                "--topic-alias-maximum=7",
                "--max-publish-rate=8",
                "--connect-timeout=9s",
                "--max-keep-alive=10s",
                "--max-topic-length=11",
                "--max-topic-levels=12",
                "--max-user-properties=13",
                "--max-connections-per-identity=14",
                "--max-publish-bytes-rate=15",
                "--max-client-id-length=23");
        assertEquals(
                "ConnectionLimits[maxConnections=1, maxConnectionsPerAddress=2, maxConnectionsPerIdentity=14,"
                        + " connectTimeout=PT9S, maxKeepAlive=10]",
                config.proxy().limits().connections().toString());
        assertEquals(
                "RateLimits[maxConnectRate=3, maxAuthenticationRate=18, maxPublishRate=8, maxPublishBytesRate=15]",
                config.proxy().limits().rates().toString());
        assertEquals(
                "PacketLimits[maxPacketSize=64, maxTopicLength=11, maxTopicLevels=12, topicAliasMaximum=7,"
                        + " maxUserProperties=13, maxClientIdLength=23]",
                config.proxy().limits().packets().toString());
        assertEquals(
                "InflightLimits[maxInflight=5, maxInflightBytes=19, maxInflightTotal=17, receiveMaximum=6,"
                        + " receiveMemory=16]",
                config.proxy().limits().inflight().toString());
    }

    @Test
    void everyDeliverySettingReachesItsOwnPlace() {
        AppConfig config = load(
                KAFKA,
                "--on-reject=ack",
                "--stall-timeout=1s",
                "--drain-delay=2s",
                "--drain-timeout=3s",
                "--drain-rate=4",
                "--server-reference=b:5");
        assertEquals(
                "DeliveryConfig[onReject=ACK, stallTimeout=PT1S, drainDelay=PT2S, drainTimeout=PT3S, drainRate=4,"
                        + " serverReference=b:5]",
                config.proxy().delivery().toString());
    }

    @Test
    void routesInYamlAreObjectsOrTexts() throws IOException {
        Path file = file("""
                kafka-bootstrap-servers: a:1
                routes:
                  - filter: plant/{device}/#
                    topic: plant
                    key: "{device}"
                    qos-minimum: 1
                    retain: skip
                    headers: [mqtt.topic, mqtt.qos]
                  - a/+=b;key=none
                """);
        List<RouteConfig> routes =
                load("--config", file.toString()).proxy().routing().routes();
        assertEquals(
                new RouteConfig(
                        "plant/{device}/#",
                        "plant",
                        "{device}",
                        1,
                        Retain.SKIP,
                        new HeadersConfig(Profile.LIST, List.of("mqtt.topic", "mqtt.qos")),
                        file + ":3:5"),
                routes.get(0));
        assertEquals(new RouteConfig("a/+", "b", "none", 0, Retain.STORE, null, file + ":9:5"), routes.get(1));
    }

    @Test
    void aWrongRouteIsNamedWithItsPlace() throws IOException {
        Path file =
                file("routes:\n  - {filtre: a, topic: b}\n  - {topic: b}\n  - {filter: a, topic: b, retain: drop}\n");
        assertEquals(
                List.of(
                        "route: a rule has no 'filtre', only filter, topic, key, qos-minimum, retain, headers (" + file
                                + ":2:5)",
                        "route: a rule needs a 'filter' (" + file + ":3:5)",
                        "route: 'drop' is not store or skip (" + file + ":4:5)"),
                problems(KAFKA, "--config", file.toString()));
    }

    @Test
    void noneSwitchesTopicsAndAdminOff() {
        AppConfig config = load(KAFKA, "--default-topic=none", "--dead-letter-topic=dead", "--admin-listen=none");
        assertEquals(null, config.proxy().routing().defaultTopic());
        assertEquals("dead", config.proxy().routing().deadLetterTopic());
        assertEquals(Optional.empty(), config.admin());
    }

    @Test
    void kafkaEntriesOverrideThePropertiesFile() throws IOException {
        Path file = Files.writeString(
                directory.resolve("client.properties"),
                "bootstrap.servers=file:9092\nlinger.ms=1\nsecurity.protocol: SSL\n");
        KafkaConfig kafka =
                load("--kafka-config=" + file, "--kafka=linger.ms=5").proxy().kafka();
        assertEquals(new KafkaConfig("file:9092", Map.of("linger.ms", "5", "security.protocol", "SSL")), kafka);
    }

    @Test
    void twoPlacesThatNameOtherBootstrapServersAreAnError() {
        assertEquals(
                List.of(
                        "kafka-bootstrap-servers: is 'localhost:9092', but Kafka's property bootstrap.servers is 'other:1';"
                                + " give one of them (--kafka-bootstrap-servers)"),
                problems(KAFKA, "--kafka=bootstrap.servers=other:1"));
    }

    @Test
    void twoPlacesMayNameTheSameBootstrapServers() {
        KafkaConfig kafka = load("--kafka-bootstrap-servers=a:1,b:2", "--kafka=bootstrap.servers=a:1, b:2")
                .proxy()
                .kafka();
        assertEquals(new KafkaConfig("a:1,b:2", Map.of()), kafka);
    }

    @Test
    void whatIsWrongIsToldAtOnceAndWithItsPlace() throws IOException {
        Path file = file("""
                kafka: {acks: 1, retries: 0, linger.ms: soon, linger.ms.: 5}
                routes:
                  - {filter: a/#/b, topic: c}
                  - {filter: d, topic: "e f"}
                  - g
                """);
        assertPlaces(
                List.of(":1:15)", ":1:27)", ":1:41)", ":1:59)", ":3:5)", ":4:5)", ":5:5)"),
                file,
                problems(KAFKA, "--config", file.toString()));
    }

    @Test
    void settingsOutOfBoundsAreToldAtOnceAndWithTheirPlaces() throws IOException {
        Path file = file("""
                connect-timeout: 1h
                max-inflight: 0
                stall-timeout: 1d
                default-topic: no topic
                dead-letter-topic: no topic
                ws-max-frame-size: 1
                auth-threads: 2000
                """);
        assertPlaces(
                List.of(":4:16)", ":5:20)", ":2:15)", ":1:18)", ":3:16)", ":6:20)", ":7:15)"),
                file,
                problems(KAFKA, "--config", file.toString()));
    }

    private static void assertPlaces(List<String> places, Path file, List<String> problems) {
        assertEquals(places.size(), problems.size(), problems::toString);
        for (String place : places) {
            assertEquals(
                    1,
                    problems.stream()
                            .filter(problem -> problem.contains("(" + file + place))
                            .count(),
                    () -> place + " in " + problems);
        }
    }

    @Test
    void onlyWhatIsInForceOfThePropertiesFileIsChecked() throws IOException {
        Path file = Files.writeString(directory.resolve("client.properties"), "acks=1\nretries=0\nlinger.ms=soon\n");
        List<String> problems = problems(KAFKA, "--kafka-config=" + file, "--kafka=linger.ms=5");
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("kafka: 'acks=1' would break"), problems::toString);
        assertTrue(problems.get(1).endsWith("(kafka-config)"), problems::toString);
    }

    @Test
    void moreEventLoopsThanAnyMachineHasCoresAreRefused() {
        assertEquals(
                List.of("event-loops: must be between 0 and 1024, not 1025 (--event-loops)"),
                problems(KAFKA, "--event-loops=1025"));
    }

    @Test
    void anEmptyListIsNotTheDefault() throws IOException {
        Path file = file("listen: []\n");
        assertEquals(
                List.of(file + ":1:9: listen must not be empty; leave it out for the default"),
                problems(KAFKA, "--config=" + file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls-ca", "tls-crl"})
    void filesThatDoNothingWithoutACertificateAreRefused(String setting) {
        assertEquals(
                List.of(setting + ": does nothing without tls-cert, tls-key and a listener that uses them (--" + setting
                        + ")"),
                problems(KAFKA, "--" + setting + "=ca.crt"));
    }

    @Test
    void aPortIsNoHost() {
        assertEquals(
                List.of("listen: '1883' is no host; a port needs one, as in mqtt://0.0.0.0:1883 (--listen)"),
                problems(KAFKA, "--listen=mqtt://1883"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt://alice:geheim@127.0.0.1:1883", "mqtt://127.0.0.1:1883#geheim"})
    void aListenerHasNoUserAndNoFragment(String listener) {
        assertEquals(
                List.of("listen: takes no user name, password or #: password-file says who may connect (--listen)"),
                problems(KAFKA, "--listen=" + listener));
    }

    @ParameterizedTest
    @ValueSource(strings = {"linger.ms", "acks"})
    void contentOfAFileIsNotRepeated(String property) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "geheim");

        List<String> problems = problems(KAFKA, "--kafka=" + property + "=@" + secret);

        assertEquals(List.of("kafka: '" + property + "' cannot be what its file holds (--kafka)"), problems);
    }

    @Test
    void aMissingPropertiesFileIsNamed() {
        assertEquals(
                List.of("kafka-config: cannot read the file '/no/such' (--kafka-config)"),
                problems(KAFKA, "--kafka-config=/no/such"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "[::]", "192.168.1.2", "broker.example", "[::ffff:10.0.0.1]", "127.0.0.1.example"})
    void withoutIdentityOnlyLoopbackIsServed(String host) {
        assertTrue(problems(KAFKA, "--listen=mqtt://localhost:1883", "--listen=mqtt://" + host + ":1883")
                .get(0)
                .contains("mqtt://" + host + ":1883 can be reached by other machines"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "[::1]", "localhost", "LOCALHOST"})
    void loopbackNeedsNoIdentity(String host) {
        load(KAFKA, "--listen=mqtt://" + host + ":1883");
    }

    @Test
    void anonymousAccessIsAllowedByName() {
        load(KAFKA, "--listen=mqtt://0.0.0.0:1883", "--allow-anonymous");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--listen=mqtt://0.0.0.0:1883", "--listen=ws://127.0.0.1:1883"})
    void namesOfCertificatesNeedSomebodyWhoAsksForCertificates(String listener) {
        String nobodyAsks = "tls-identity: does nothing without tls-client-auth, or a listener with"
                + " ?proxy-protocol=required (--tls-identity)";
        assertEquals(List.of(nobodyAsks), problems(KAFKA, listener, "--tls-identity={cn}"));
        assertEquals(
                List.of(nobodyAsks),
                problems(KAFKA, listener, "--tls-identity={cn}", "--tls-cert=server.crt", "--tls-key=server.key"));
        load(KAFKA, listener + "?proxy-protocol=required", "--tls-identity={cn}");
    }

    @Test
    void certificatesAreAskedForOnTlsListenersOnly() {
        assertEquals(
                List.of("tls-client-auth: does nothing without tls-cert and tls-key (--tls-client-auth)"),
                problems(KAFKA, "--tls-client-auth=required"));
        String[] settings = {
            KAFKA,
            "--tls-client-auth=required",
            "--tls-ca=ca.crt",
            "--tls-cert=server.crt",
            "--tls-key=server.key",
            "--tls-identity={cn}",
            "--listen=ws://127.0.0.1:0"
        };
        assertEquals(
                List.of("tls-client-auth: does nothing without an mqtts:// or wss:// listener (--tls-client-auth)"),
                problems(settings));
        settings[settings.length - 1] = "--listen=wss://127.0.0.1:0";
        load(settings);
    }

    @ParameterizedTest
    @CsvSource({
        "mqtt://127.0.0.1:1883, mqtt://127.0.0.1:1883",
        "mqtt://127.0.0.1:1883, mqtt://0.0.0.0:1883",
        "mqtt://127.0.0.1:1883, mqtt://LOCALHOST:1883",
        "mqtt://127.0.0.1:1883, ws://127.0.0.1:1883/mqtt",
        "mqtt://[::]:1883,      mqtt://0.0.0.0:1883",
        "mqtt://[::]:1883,      mqtt://[0:0:0:0:0:0:0:1]:1883",
        "mqtt://[::]:1883,      mqtt://127.0.0.1:1883",
        "mqtt://b.example:1883, mqtt://B.example:1883",
        "mqtt://b.example:1883, mqtt://0.0.0.0:1883"
    })
    void twoListenersCannotHaveOneAddress(String first, String second) {
        assertEquals(
                List.of("listen: " + second + " and listen " + first
                        + " cannot both have port 1883; give one of them another (--listen)"),
                problems(KAFKA, "--allow-anonymous", "--listen=" + first, "--listen=" + second));
    }

    @Test
    void theAdminServerCannotHaveTheAddressOfAListener() {
        assertEquals(
                List.of(
                        "admin-listen: 127.0.0.1:1883 and listen mqtt://0.0.0.0:1883 cannot both have port 1883; give one"
                                + " of them another (--admin-listen)"),
                problems(KAFKA, "--allow-anonymous", "--listen=mqtt://0.0.0.0:1883", "--admin-listen=127.0.0.1:1883"));
    }

    @ParameterizedTest
    @CsvSource({
        "mqtt://127.0.0.1:0,     mqtt://127.0.0.1:0",
        "mqtt://127.0.0.1:1883,  mqtt://127.0.0.2:1883",
        "mqtt://127.0.0.1:1883,  mqtt://127.0.0.1:1884",
        "mqtt://0.0.0.0:1883,    mqtt://[::1]:1883",
        "mqtt://a.example:1883,  mqtt://b.example:1883"
    })
    void differentAddressesDoNotConflict(String first, String second) {
        load(KAFKA, "--allow-anonymous", "--listen=" + first, "--listen=" + second);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:9090, false", "0.0.0.0:9090, true", "none, false"})
    void anAdminAddressBeyondLoopbackIsExposed(String address, boolean exposed) {
        assertEquals(exposed, load(KAFKA, "--admin-listen=" + address).isAdminExposed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9090", ":9090", "host:", "host:port", "host:70000", "host:-1"})
    void anAdminAddressNeedsHostAndPort(String address) {
        assertEquals(
                List.of("admin-listen: '" + address + "' is not an address such as 127.0.0.1:9090 (--admin-listen)"),
                problems(KAFKA, "--admin-listen=" + address));
    }

    @Test
    void anAdminAddressMayBeIpV6() {
        assertEquals(
                Optional.of(InetSocketAddress.createUnresolved("::1", 0)),
                load(KAFKA, "--admin-listen=[::1]:0").admin());
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("proxy.yaml"), yaml);
    }

    private static AppConfig load(String... arguments) {
        CommandSpec command = CommandSpec.create();
        SettingOptions.addTo(command, AppSettings.TABLE);
        return new SettingsLoader(AppSettings.TABLE)
                .load(new CommandLine(command).parseArgs(arguments), Map.of())
                .build(AppConfig::from);
    }

    private static List<String> problems(String... arguments) {
        return assertThrows(InvalidSettingsException.class, () -> load(arguments))
                .problems();
    }
}
