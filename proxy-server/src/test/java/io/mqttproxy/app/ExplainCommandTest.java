package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    private static final String YAML = """
            kafka-bootstrap-servers: localhost:9092
            routes:
              - filter: plant/{line}/{device}/#
                topic: telemetry-{line}
                key: '{device}'
              - filter: secret/#
                topic: secrets
            default-topic: none
            """;

    @TempDir
    private Path directory;

    private Path config = Path.of("");

    @BeforeEach
    void writeConfiguration() throws IOException {
        config = Files.writeString(directory.resolve("proxy.yaml"), YAML);
    }

    @Test
    void saysWhichRecordAPublishBecomesAndWhy() {
        CommandLineRun run = explain("plant/4/pump-7/temperature", "--client-id=c1", "--username=alice", "--qos=2");
        assertEquals("", run.err());
        assertEquals(
                List.of(
                        "MQTT topic   plant/4/pump-7/temperature",
                        "client       c1, user alice",
                        "access       allowed: there is no acl-file",
                        "rule         filter: plant/{line}/{device}/#, topic: telemetry-{line}, key: {device} ("
                                + config + ":3:5)",
                        "captures     {line} = 4, {1} = 4, {device} = pump-7, {2} = pump-7, {3} = temperature",
                        "Kafka topic  telemetry-4",
                        "key          pump-7",
                        "header       mqtt.topic: plant/4/pump-7/temperature",
                        "header       mqtt.client.id: c1",
                        "header       mqtt.username: alice",
                        "header       mqtt.qos: 2",
                        "result       stored"),
                run.out().lines().toList());
        assertEquals(ExitCode.OK, run.exitCode());
    }

    @Test
    void aRuleThatIsNeverUsedIsAWarning() throws IOException {
        config = Files.writeString(
                directory.resolve("proxy.yaml"),
                YAML.replace("default-topic", "  - {filter: secret/x, topic: x}\ndefault-topic"));

        String warning = "route: 'secret/x' (" + config + ":8:5) is never used, because 'secret/#' (" + config
                + ":6:5) comes first and takes all that it matches";
        String text = explain("secret/x").out();
        assertTrue(text.contains("warning      " + warning), text);
        String json = explain("secret/x", "--json").out();
        assertTrue(json.contains("\"warnings\":[\"" + warning + "\"]"), json);
    }

    @Test
    void theRetainFlagIsAHeader() {
        assertTrue(explain("plant/4/pump-7", "--retain").out().contains("header       mqtt.retain: true"));
    }

    @Test
    void aTraceThatTheProxyWouldBeginIsAHeader() {
        String out = explain("plant/4/pump-7", "--trace-sampling=1").out();
        assertTrue(out.contains("header       traceparent: 00-"), out);
    }

    @Test
    void whatNoRuleMatchesIsRejected() {
        CommandLineRun run = explain("office/door");
        assertTrue(run.out().contains("rule         none matches"), run.out());
        assertTrue(run.out().endsWith("result       rejected: no-route (0x90)" + System.lineSeparator()), run.out());
        assertEquals(ExitCode.FAILURE, run.exitCode());
    }

    @Test
    void aDeniedPublishNamesTheLineOfTheAclFileAndTheDeadLetters() throws IOException {
        Path acl = Files.writeString(directory.resolve("acl"), "topic write #\ntopic deny secret/#\n");
        CommandLineRun run = explain("secret/plan", "--acl-file=" + acl, "--dead-letter-topic=dead");
        assertTrue(run.out().contains("access       denied: "), run.out());
        assertTrue(run.out().contains("acl:2"), run.out());
        assertTrue(run.out().contains("rule         filter: secret/#, topic: secrets"), run.out());
        assertTrue(run.out().contains("result       rejected: not-authorized (0x87)"), run.out());
        assertTrue(run.out().contains("dead letter  stored in Kafka topic dead"), run.out());
        assertEquals(ExitCode.FAILURE, run.exitCode());
    }

    @Test
    void aGroupsRulesCount() throws IOException {
        Path acl = Files.writeString(directory.resolve("acl"), "group engineers\ntopic write secret/#\n");
        assertEquals(
                ExitCode.FAILURE, explain("secret/plan", "--acl-file=" + acl).exitCode());
        assertEquals(
                ExitCode.OK,
                explain("secret/plan", "--acl-file=" + acl, "--username=a", "--group=engineers")
                        .exitCode());
    }

    @Test
    void aClientIdOfSomebodyElseIsNotLetIn() {
        String[] settings = {"secret/x", "--username=alice", "--client-id-must-match={username}-*", "--client-id=foo"};
        CommandLineRun run = explain(settings);
        assertTrue(run.out().contains("connect      refused: client-id-must-match is {username}-*"), run.out());
        assertTrue(
                run.out()
                        .endsWith(
                                "result       not let in: client-identifier-not-valid (0x85)" + System.lineSeparator()),
                run.out());
        assertFalse(run.out().contains("Kafka topic"), run.out());
        assertEquals(ExitCode.FAILURE, run.exitCode());

        settings[settings.length - 1] = "--client-id=alice-1";
        assertEquals(ExitCode.OK, explain(settings).exitCode());
    }

    @Test
    void withoutUserNameNobodyIsLetInUnlessAnonymousClientsAre() {
        String json = explain("secret/x", "--password-file=passwords", "--json").out();
        assertTrue(
                json.contains("\"stored\":false,\"refused\":{\"reason\":\"not-authorized\",\"reasonCode\":135,"
                        + "\"rule\":\"there is no user name, and allow-anonymous is not set\"}"),
                json);
        assertTrue(json.contains("\"record\":null,\"rejected\":null}"), json);

        CommandLineRun anonymous = explain("secret/x", "--password-file=passwords", "--allow-anonymous");
        assertEquals(ExitCode.OK, anonymous.exitCode());
    }

    @Test
    void limitsCountAsForDevices() {
        CommandLineRun run = explain("plant/4/pump-7", "--max-topic-levels=2");
        assertTrue(run.out().contains("rejected: topic-too-long"), run.out());
    }

    @Test
    void jsonHasAllOfIt() {
        String source = config + ":6:5";
        assertEquals(
                "{\"topic\":\"secret/\\\"x\\\"\",\"stored\":true,\"refused\":null,"
                        + "\"access\":{\"allowed\":true,\"rule\":\"there is no acl-file\"},"
                        + "\"rule\":{\"filter\":\"secret/#\",\"topic\":\"secrets\",\"key\":null,\"source\":\"" + source
                        + "\"},\"captures\":{\"1\":\"\\\"x\\\"\"},\"warnings\":[],"
                        + "\"record\":{\"topic\":\"secrets\",\"key\":\"client\",\"headers\":["
                        + "{\"name\":\"mqtt.topic\",\"value\":\"secret/\\\"x\\\"\"}]},\"rejected\":null}",
                explain("secret/\"x\"", "--json", "--headers=mqtt.topic").out().strip());
        assertTrue(explain("office", "--json", "--dead-letter-topic=dead")
                .out()
                .contains("\"record\":null,\"rejected\":{\"reason\":\"no-route\",\"reasonCode\":144,"
                        + "\"deadLetterTopic\":\"dead\"}}"));
    }

    @Test
    void whatIsNoTopicNameIsOneLine() {
        assertEquals(
                new CommandLineRun(
                        2,
                        "",
                        "mqtt-proxy: TOPIC: 'plant/#' is no topic name: it must not be empty nor contain + or #"
                                + System.lineSeparator()),
                explain("plant/#"));
        assertEquals(2, explain("plant", "--qos=3").exitCode());
    }

    private CommandLineRun explain(String... arguments) {
        List<String> all = new ArrayList<>(List.of("explain", "--config=" + config));
        all.addAll(List.of(arguments));
        return CommandLineRun.of(all.toArray(String[]::new));
    }
}
