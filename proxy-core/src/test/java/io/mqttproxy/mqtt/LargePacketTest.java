package io.mqttproxy.mqtt;

import static io.mqttproxy.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.mqttproxy.mqtt.Wire.bytes;
import static io.mqttproxy.mqtt.Wire.join;
import static io.mqttproxy.mqtt.Wire.string;
import static io.mqttproxy.mqtt.Wire.variable;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The memory that an incomplete packet takes. */
class LargePacketTest {
    private static final int MIB = 1024 * 1024;
    private static final int READ = 64 * 1024;
    private static final int SIZE = 64 * MIB;

    private final TestClient client = TestClient.connected(MQTT_3_1_1, new DecoderLimits(256 * MIB, 0));

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void memoryGrowsWithTheBytesReceivedAndNotWithTheLengthInTheHeader() {
        assertEquals(List.of(), client.sends(header(200 * MIB), new byte[1_000]));

        assertTrue(used() < 16 * 1024, () -> used() + " bytes used");
    }

    /** Each new buffer is a copy of all earlier bytes, so there must be few of them. */
    @Test
    void aLargePacketIsCopiedOnlyAFewTimes() {
        Set<Long> sizes = new HashSet<>();
        client.sends(header(SIZE));
        byte[] read = new byte[READ];
        for (int sent = 0; sent < SIZE - READ; sent += READ) {
            client.sends(read);
            sizes.add(used());
        }

        assertTrue(sizes.size() <= 12, () -> sizes.size() + " buffers");
    }

    @Test
    void aPartialPacketTakesNoMoreThanItsSizeAndARead() {
        client.sends(header(SIZE));
        byte[] read = new byte[READ];
        for (int sent = 0; sent < SIZE - READ; sent += READ) {
            client.sends(read);
        }

        // Netty rounds large buffers up to 4 MiB.
        assertTrue(used() <= SIZE + 4 * MIB, () -> used() + " bytes used");
        PublishPacket packet = (PublishPacket) client.sendsOne(read);
        assertEquals(SIZE, packet.payload().length);
        assertEquals(0, used());
    }

    @Test
    void theBytesOfALargePacketStayInOrder() {
        byte[] payload = new byte[300_000];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) ((i * 31) >> 3);
        }
        byte[] packet = join(header(payload.length), payload);
        byte[][] reads = new byte[packet.length / 1_000 + 1][];
        for (int i = 0; i < reads.length; i++) {
            reads[i] = Arrays.copyOfRange(packet, i * 1_000, Math.min((i + 1) * 1_000, packet.length));
        }

        PublishPacket publish = (PublishPacket) client.sends(reads).get(0);

        assertArrayEquals(payload, publish.payload());
    }

    private long used() {
        return client.allocator.metric().usedHeapMemory();
    }

    private static byte[] header(int payload) {
        return join(bytes(Wire.PUBLISH), variable(3 + payload), string("t"));
    }
}
