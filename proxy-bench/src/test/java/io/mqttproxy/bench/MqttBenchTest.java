package io.mqttproxy.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MqttBenchTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"demo", "kafka", "load", "verify", "records", "compare", "chaos"})
    void everyCommandExplainsItself(String command) {
        assertEquals(0, run(command, "--help"));
        assertTrue(out.toString().contains("Usage: mqtt-bench " + command), out.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--server=mqtts://localhost --tls-key=key.pem | tls-key: needs the certificate that it belongs to (tls-cert)",
                "--qos=7             | qos: must be 0, 1 or 2, not 7",
                "--window=0          | window: must be between 1 and 65535, not 0",
                "--window=65536      | window: must be between 1 and 65535, not 65536",
                "--keep-alive=-1     | keep-alive: must be between 0 and 65535, not -1",
                "--keep-alive=65536  | keep-alive: must be between 0 and 65535, not 65536"
            })
    void aBadValueIsOneLineThatNamesTheOption(String options, String problem) {
        assertEquals(1, run(("load " + options).split(" ", -1)));
        assertEquals("mqtt-bench: " + problem, err.toString().trim());
    }

    @Test
    void messagesWithoutStampCannotBeVerified() {
        assertEquals(1, run("load", "--verify", "--payload-file=any"));
        assertEquals(
                "mqtt-bench: verify: needs the stamp that messages of a payload-file do not have",
                err.toString().trim());
    }

    @Test
    void theProxyKillScenarioNeedsTwoProxies() {
        assertEquals(1, run("chaos", "--proxies=1", "--scenario=broker-stop,proxy-kill"));
        assertEquals(
                "mqtt-bench: proxies: must be at least 1, and 2 for proxy-kill (scenario), not 1",
                err.toString().trim());
    }

    @Test
    void whatTheCheckLoopsOverIsNotForTheUserToChoose() {
        assertEquals(1, run("micro", "--check", "--forks=1"));
        assertEquals(1, run("micro", "--check", "RoutePath"));
        assertEquals(
                2,
                err.toString()
                        .lines()
                        .filter(line -> line.contains("takes neither"))
                        .count());
    }

    private int run(String... arguments) {
        CommandLine commandLine = MqttBench.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
