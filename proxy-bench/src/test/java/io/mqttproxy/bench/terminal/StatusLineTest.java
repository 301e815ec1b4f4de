package io.mqttproxy.bench.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void otherLinesGoAboveTheStatus() {
        StatusLine line = new StatusLine(out, new Terminal(true, false, 80));

        line.show("1 record");
        line.print("a record");
        line.show("2 records");

        assertEquals("\r\u001B[K1 record\r\u001B[Ka record\n1 record\r\u001B[K2 records", text());
    }

    @Test
    void theStatusNeverWraps() {
        new StatusLine(out, new Terminal(true, false, 5)).show("123456789");

        assertEquals("\r\u001B[K1234", text());
    }

    @Test
    void withoutATerminalNothingIsOverwritten() {
        StatusLine line = new StatusLine(out, Terminal.NONE);

        line.show("1 record");
        line.print("a record");
        line.clear();

        assertEquals("a record\n", text());
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
