package io.mqttproxy.bench.load;

import io.mqttproxy.bench.client.BytesPayload;
import io.mqttproxy.bench.client.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Payloads of a file; they carry no stamp, so nobody can check what became of them. */
final class FilePayloads implements Payloads {
    private final List<BytesPayload> payloads;

    private FilePayloads(List<BytesPayload> payloads) {
        this.payloads = payloads;
    }

    /** All of the file, the same for all messages. */
    static FilePayloads whole(Path file) {
        try {
            return new FilePayloads(List.of(new BytesPayload(Files.readAllBytes(file))));
        } catch (IOException e) {
            throw new UncheckedIOException("payload-file: cannot read " + file, e);
        }
    }

    /** A line for each message, as bytes of whatever encoding; a device begins with the line of its own number. */
    static FilePayloads lines(Path file) {
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            List<BytesPayload> payloads = lines.map(
                            line -> new BytesPayload(line.getBytes(StandardCharsets.ISO_8859_1)))
                    .toList();
            if (payloads.isEmpty()) {
                throw new IllegalArgumentException("payload-lines: there is no line in " + file);
            }
            return new FilePayloads(payloads);
        } catch (IOException e) {
            throw new UncheckedIOException("payload-lines: cannot read " + file, e);
        }
    }

    @Override
    public Payload of(int device, long sequence) {
        return payloads.get((int) ((device + sequence) % payloads.size()));
    }

    /** A payload in turn, for those that have no devices. */
    byte[] copy(long message) {
        return payloads.get((int) (message % payloads.size())).bytes().clone();
    }
}
