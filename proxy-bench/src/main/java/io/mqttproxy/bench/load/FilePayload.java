package io.mqttproxy.bench.load;

import io.mqttproxy.bench.client.Payload;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file, the same for all messages; they carry no stamp, so nobody can check what became of them. */
record FilePayload(byte[] bytes) implements Payloads, Payload {
    static FilePayload read(Path file) {
        try {
            return new FilePayload(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("payload-file: cannot read " + file, e);
        }
    }

    @Override
    public Payload of(int device, long sequence) {
        return this;
    }

    @Override
    public int length() {
        return bytes.length;
    }

    @Override
    public void writeTo(ByteBuf target) {
        target.writeBytes(bytes);
    }
}
