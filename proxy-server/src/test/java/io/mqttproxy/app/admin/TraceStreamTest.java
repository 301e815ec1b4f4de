package io.mqttproxy.app.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttproxy.trace.Trace;
import io.mqttproxy.trace.Traces;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TraceStreamTest {
    private final TraceStream stream = new TraceStream(Duration.ofMinutes(5), Duration.ofMillis(1));
    private final Trace trace = Objects.requireNonNull(new Traces().begin("pump-7", stream));

    @Test
    void aListenerWhoLeftIsNoticedThoughTheDeviceIsSilent() {
        Listener listener = new Listener();

        assertThrows(IOException.class, () -> stream.copy(trace, listener));

        assertEquals(List.of("watching pump-7, times are UTC\n", "...\n"), listener.heard);
    }

    /** Hears two things and leaves. */
    private static final class Listener extends OutputStream {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void write(byte[] text) throws IOException {
            if (heard.size() == 2) {
                throw new IOException("Broken pipe");
            }
            heard.add(new String(text, StandardCharsets.UTF_8));
        }

        @Override
        public void write(int ignored) {
            throw new AssertionError("written byte by byte");
        }
    }
}
