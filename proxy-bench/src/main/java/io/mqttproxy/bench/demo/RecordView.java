package io.mqttproxy.bench.demo;

import io.mqttproxy.bench.terminal.Style;
import io.mqttproxy.bench.terminal.Terminal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Draws one record: where it is, its key, its headers, its payload. */
final class RecordView {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final String NEXT_LINE = "\n              ";
    private static final String SEPARATOR = " · ";
    private static final int HEADER_LIMIT = 60;
    private static final int PAYLOAD_LINES = 3;
    private static final int ROOM_FOR_SIZE = 20;

    private final Terminal terminal;
    private final ZoneId zone;
    private final int room;

    RecordView(Terminal terminal, ZoneId zone) {
        this.terminal = terminal;
        this.zone = zone;
        room = Math.max(20, terminal.columns() - NEXT_LINE.length());
    }

    String lines(ConsumerRecord<byte[], byte[]> stored) {
        return place(stored) + NEXT_LINE + headers(stored.headers()) + NEXT_LINE + payload(stored.value());
    }

    private String place(ConsumerRecord<byte[], byte[]> stored) {
        String time = TIME.format(Instant.ofEpochMilli(stored.timestamp()).atZone(zone));
        String place = stored.topic() + "-" + stored.partition() + " @ " + stored.offset();
        String key = stored.key() == null ? "no key" : "key " + PayloadText.of(stored.key(), HEADER_LIMIT);
        return terminal.style(Style.FAINT, time)
                + "  "
                + terminal.style(Style.CYAN, place)
                + "  "
                + terminal.style(Style.YELLOW, key);
    }

    private String headers(Headers headers) {
        StringBuilder lines = new StringBuilder();
        int used = 0;
        for (Header header : headers) {
            String value = header.value() == null ? "" : PayloadText.of(header.value(), HEADER_LIMIT);
            int width = header.key().length() + 1 + value.length();
            if (used > 0 && used + SEPARATOR.length() + width > room) {
                lines.append(NEXT_LINE);
                used = 0;
            } else if (used > 0) {
                lines.append(terminal.style(Style.FAINT, SEPARATOR));
                used += SEPARATOR.length();
            }
            lines.append(terminal.style(Style.FAINT, header.key() + " ")).append(value);
            used += width;
        }
        return used == 0 ? terminal.style(Style.FAINT, "no headers") : lines.toString();
    }

    /** Wrapped by hand, so that all of it stands under its headers. */
    private String payload(byte @Nullable [] value) {
        String text = value == null ? "(null)" : PayloadText.of(value, room * PAYLOAD_LINES - ROOM_FOR_SIZE);
        StringBuilder lines = new StringBuilder();
        for (int from = 0; from < text.length(); from += room) {
            String line = text.substring(from, Math.min(text.length(), from + room));
            lines.append(from == 0 ? "" : NEXT_LINE).append(terminal.style(Style.GREEN, line));
        }
        return lines.toString();
    }
}
