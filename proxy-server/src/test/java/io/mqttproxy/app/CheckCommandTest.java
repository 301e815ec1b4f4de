package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.kafka.KafkaHealth.Broker;
import io.mqttproxy.kafka.KafkaHealth.Reach;
import io.mqttproxy.kafka.KafkaHealth.Snapshot;
import io.mqttproxy.kafka.TopicProblem;
import io.mqttproxy.kafka.TopicProblems;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CheckCommandTest {
    private static final String KAFKA = "--kafka-bootstrap-servers=localhost:9092";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "--route=plant/#/x=topic,             route",
        "--route=plant/{line}/#=t-{machine},  route",
        "--default-topic=not legal,           default-topic",
        "--kafka=acks=1,                      acks",
        "--kafka=linger.ms=soon,              linger.ms",
        "--acl-file=nowhere,                  acl-file",
        "--password-file=nowhere,             password-file"
    })
    void whatCannotWorkIsFoundWithoutAStart(String option, String named) {
        assertInvalid(named, CommandLineRun.of("check", KAFKA, option));
    }

    @Test
    void filesOfTlsAreReadToo() throws IOException {
        Path noCertificate = Files.writeString(directory.resolve("server.crt"), "no certificate");
        assertInvalid(
                "tls-cert",
                CommandLineRun.of("check", KAFKA, "--tls-cert=" + noCertificate, "--tls-key=" + noCertificate));
    }

    @Test
    void withoutContactKafkaIsNotAsked() {
        assertEquals(
                new CommandLineRun(0, lines("The configuration is valid."), ""), CommandLineRun.of("check", KAFKA));
    }

    @Test
    void aRuleThatIsNeverUsedIsAWarningOnly() {
        CommandLineRun run = CommandLineRun.of("check", KAFKA, "--route=plant/#=all", "--route=plant/+=lines");

        assertEquals(
                lines("The configuration is valid.")
                        + lines("Warning: route: 'plant/+' (--route) is never used, because 'plant/#' (--route) comes"
                                + " first and takes all that it matches"),
                run.out());
        assertEquals(ExitCode.OK, run.exitCode());
    }

    @Test
    void aPasswordFileWithoutUsersIsAWarningOnly() throws IOException {
        Path passwords = Files.writeString(directory.resolve("passwords"), "");

        assertWarning("password-file: " + passwords + " has no users", "--password-file=" + passwords);
    }

    @Test
    void anAclFileThatAllowsNothingIsAWarningOnly() throws IOException {
        Path acl = Files.writeString(directory.resolve("acl"), "");

        assertWarning("acl-file: " + acl + " allows nobody to publish anything", "--acl-file=" + acl);
    }

    @Test
    void aCertificateThatHasExpiredIsAWarningOnly() {
        Path files = Path.of("src/test/resources/io/mqttproxy/app");
        Path expired = files.resolve("expired.crt");

        assertWarning(
                "tls-cert: " + expired + " expired on 2020-01-02T00:00:00Z",
                "--listen=mqtts://localhost:8883",
                "--tls-cert=" + expired,
                "--tls-key=" + files.resolve("server.key"));
    }

    @Test
    void aPlaceholderThatNothingReplacesIsAWarningOnly() throws IOException {
        Path acl = Files.writeString(directory.resolve("acl"), "topic write plant/%u/#");

        CommandLineRun run = CommandLineRun.of("check", KAFKA, "--acl-file=" + acl);

        assertEquals(ExitCode.OK, run.exitCode());
        assertTrue(run.out().contains("Warning: acl-file: " + acl + ":1: %u is a placeholder only"), run.out());
    }

    @Test
    void contactTellsTheBrokers() {
        assertContact(
                0,
                "Kafka is reachable: brokers a:9092 (1), b:9092 (2)",
                snapshot(true, List.of(new Broker(1, "a:9092"), new Broker(2, "b:9092")), Map.of(), ""));
    }

    @Test
    void aTopicThatCannotBeWrittenToIsAFailure() {
        assertContact(
                1,
                lines(
                                "Kafka is reachable: brokers a:9092 (1)",
                                "Kafka topic x: it does not exist.",
                                "Kafka topic y: the proxy may not DESCRIBE it.")
                        + "Kafka topic z: the proxy may not WRITE to it.",
                snapshot(
                        true,
                        List.of(new Broker(1, "a:9092")),
                        Map.of(
                                "x", TopicProblem.MISSING,
                                "y", TopicProblem.NO_DESCRIBE,
                                "z", TopicProblem.NO_WRITE),
                        ""));
    }

    @Test
    void anUnreachableKafkaIsAFailure() {
        assertContact(
                1,
                "Kafka is not reachable: TimeoutException: no",
                snapshot(false, List.of(), Map.of(), "TimeoutException: no"));
    }

    @Test
    void aBrokerWhoseNameHasNoAddressIsOneLine() {
        assertEquals(
                new CommandLineRun(
                        ExitCode.FAILURE,
                        lines(
                                "The configuration is valid.",
                                "Kafka is not reachable: kafka-bootstrap-servers: no host name can be resolved"),
                        ""),
                CommandLineRun.of("check", "--contact", "--kafka-bootstrap-servers=no..host:9092"));
    }

    private static Snapshot snapshot(
            boolean reachable, List<Broker> brokers, Map<String, TopicProblem> topics, String problem) {
        Reach reach = reachable ? Reach.REACHABLE : Reach.UNREACHABLE;
        return new Snapshot(reach, Instant.EPOCH, brokers, new TopicProblems(new TreeMap<>(topics)), problem);
    }

    private void assertContact(int exitCode, String expected, Snapshot snapshot) {
        StringWriter out = new StringWriter();
        CheckCommand check = new CheckCommand(config -> snapshot);
        new CommandLine(check).parseArgs("--contact");
        int actual = check.run(() -> YamlConfig.load(directory, "", KAFKA), new PrintWriter(out, true));
        assertEquals(lines("The configuration is valid.", expected), out.toString());
        assertEquals(exitCode, actual);
    }

    private static void assertWarning(String warning, String... options) {
        String[] check =
                Stream.concat(Stream.of("check", KAFKA), Stream.of(options)).toArray(String[]::new);
        assertEquals(
                new CommandLineRun(0, lines("The configuration is valid.", "Warning: " + warning), ""),
                CommandLineRun.of(check));
    }

    private static void assertInvalid(String named, CommandLineRun run) {
        assertEquals(2, run.exitCode(), run.out());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(named), run.err());
    }

    private static String lines(String... lines) {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }
}
