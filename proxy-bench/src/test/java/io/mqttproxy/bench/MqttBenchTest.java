package io.mqttproxy.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void aBadValueIsOneLineThatNamesTheOption() {
        assertEquals(1, run("load", "--qos", "7"));
        assertEquals("mqtt-bench: qos: must be 0, 1 or 2, not 7", err.toString().trim());
    }

    @Test
    void whatHasNoStampCannotBeVerified() {
        assertEquals(1, run("load", "--verify", "--payload-file=any"));
        assertEquals(
                "mqtt-bench: verify: needs the stamp that messages of a payload-file do not have",
                err.toString().trim());
    }

    private int run(String... arguments) {
        CommandLine commandLine = MqttBench.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
