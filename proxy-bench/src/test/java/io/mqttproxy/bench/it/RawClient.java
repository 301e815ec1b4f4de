package io.mqttproxy.bench.it;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection whose bytes a test writes itself. Reads wait for 30 seconds at most. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    /**
     * An answer of the server, none of which is long enough for a second byte of its length.
     *
     * @param type first byte
     */
    record Answer(int type, byte[] body) {
        int packetId() {
            return (body[0] & 0xFF) << 8 | body[1] & 0xFF;
        }
    }

    private RawClient(InetSocketAddress server) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(server, PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** Opens a connection, sends the CONNECT and takes its CONNACK. */
    static RawClient connect(InetSocketAddress server, byte[] connect) throws IOException {
        RawClient client = new RawClient(server);
        try {
            client.send(connect);
            Answer connack = client.read();
            if (connack.type() != Packets.CONNACK || connack.body()[1] != 0) {
                throw new IOException("refused with " + connack.body()[1]);
            }
            return client;
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    void send(byte[] bytes) throws IOException {
        send(bytes, 0, bytes.length);
    }

    /** What one call writes travels as one TCP segment when there is room for it. */
    void send(byte[] bytes, int offset, int length) throws IOException {
        socket.getOutputStream().write(bytes, offset, length);
    }

    Answer read() throws IOException {
        int type = in.readUnsignedByte();
        byte[] body = new byte[in.readUnsignedByte()];
        in.readFully(body);
        return new Answer(type, body);
    }

    /** The next answer, or {@code null} when none begins within the time. */
    @Nullable
    Answer poll(Duration time) throws IOException {
        socket.setSoTimeout(Math.toIntExact(time.toMillis()));
        in.mark(1);
        try {
            in.readByte();
        } catch (SocketTimeoutException e) {
            return null;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
        in.reset();
        return read();
    }

    /** The packet id of the next answer, which has to be a PUBACK that says yes. */
    int readPuback() throws IOException {
        Answer answer = read();
        if (answer.type() != Packets.PUBACK || (answer.body().length > 2 && answer.body()[2] != 0)) {
            throw new AssertionError("no PUBACK but " + answer);
        }
        return answer.packetId();
    }

    /** Whether the server closes the connection without another packet. */
    boolean isClosedByServer() throws IOException {
        try {
            in.readByte();
            return false;
        } catch (EOFException e) {
            return true;
        }
    }

    /** Goes without a word, so that the server sees a reset. */
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
