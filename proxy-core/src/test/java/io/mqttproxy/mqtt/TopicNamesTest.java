package io.mqttproxy.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {
    private final TopicNames names = new TopicNames();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 100, 128})
    void aRepeatedNameIsTheSameString(int length) throws MalformedException {
        String topic = "t".repeat(length);

        assertSame(read(topic), read(topic));
    }

    @Test
    void aNameThatIsTooLongIsNotCached() throws MalformedException {
        String topic = "t".repeat(129);

        assertEquals(topic, read(topic));
        assertNotSame(read(topic), read(topic));
    }

    /** Enough names to replace every entry of the cache many times. */
    @Test
    void differentNamesAreNeverConfused() throws MalformedException {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 2_000; i++) {
                assertEquals("device/" + i, read("device/" + i));
                assertEquals("device/" + i + "/x", read("device/" + i + "/x"));
            }
        }
    }

    @Test
    void sixteenNamesAreCachedAtTheSameTime() throws MalformedException {
        List<String> first = readAll(16);
        List<String> again = readAll(16);

        for (int i = 0; i < 16; i++) {
            assertSame(first.get(i), again.get(i));
        }
    }

    @Test
    void theOldestNamesMakeRoomForNewOnes() throws MalformedException {
        List<String> first = readAll(16);
        read("new/1");
        String second = read("new/2");

        assertSame(second, read("new/2"));
        assertSame(first.get(2), read("topic/2"));
        assertNotSame(first.get(0), read("topic/0"));
    }

    @Test
    void aNameIsConsumedFromTheBufferWhetherCachedOrNot() throws MalformedException {
        ByteBuf in = Unpooled.wrappedBuffer(Wire.join(Wire.string("a"), Wire.string("a"), Wire.bytes(7)));

        assertSame(names.read(in), names.read(in));
        assertEquals(7, in.readByte());
    }

    @Test
    void anInvalidNameIsNotCached() {
        assertThrows(MalformedException.class, () -> read("a/#"));
        assertThrows(MalformedException.class, () -> read("a/#"));
    }

    @Test
    void theEmptyNameIsRead() throws MalformedException {
        assertEquals("", read(""));
    }

    private List<String> readAll(int count) throws MalformedException {
        List<String> topics = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            topics.add(read("topic/" + i));
        }
        return topics;
    }

    private String read(String topic) throws MalformedException {
        return names.read(Unpooled.wrappedBuffer(Wire.string(topic)));
    }
}
