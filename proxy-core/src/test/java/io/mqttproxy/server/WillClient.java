package io.mqttproxy.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.HexFormat;

/** An MQTT 5 client with the will {@code bye}. */
final class WillClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int CONNACK = 0x20;
    private static final int DISCONNECT = 0xE0;

    private final Socket socket;
    private final DataInputStream in;

    private WillClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connects and waits for the CONNACK. */
    static WillClient connect(ProxyServer server) throws IOException {
        int port = server.addresses().get(0).getPort();
        WillClient client = new WillClient(new Socket("127.0.0.1", port));
        client.send("1017" + "00044d515454" + "05060000" + "00" + "000164" + "00" + "000177" + "0003627965");
        client.read(CONNACK);
        return client;
    }

    /** A PUBLISH of QoS 0 with payload {@code 0}, and a normal DISCONNECT, in one write. */
    void publishAndDisconnect() throws IOException {
        send("3005" + "000161" + "00" + "30" + "e000");
    }

    /** Reads a DISCONNECT and returns its reason code. */
    int readDisconnect() throws IOException {
        return read(DISCONNECT)[0] & 0xFF;
    }

    /** Closes the socket so that the proxy sees a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void send(String hex) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(hex));
    }

    private byte[] read(int type) throws IOException {
        int read = in.readUnsignedByte();
        if (read != type) {
            throw new IOException("expected %02x, got %02x".formatted(type, read));
        }
        return in.readNBytes(in.readUnsignedByte());
    }
}
