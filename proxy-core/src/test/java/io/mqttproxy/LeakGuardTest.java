package io.mqttproxy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** Does not register the extension itself, which also shows that every test is watched. */
class LeakGuardTest {
    private static final PooledByteBufAllocator POOL = PooledByteBufAllocator.DEFAULT;

    @Test
    void aBufferThatIsNotReleasedIsReported() {
        leak(POOL.directBuffer(16), "forgotten by a test");

        AssertionError report = assertThrows(AssertionError.class, LeakGuard::check);

        assertTrue(report.getMessage().contains("forgotten by a test"), report::getMessage);
    }

    @Test
    void everyLeakIsReportedAndOnlyOnce() {
        leak(POOL.heapBuffer(16), "first");
        leak(Unpooled.directBuffer(16), "second");

        AssertionError report = assertThrows(AssertionError.class, LeakGuard::check);

        assertTrue(report.getMessage().startsWith("2 leaks"), report::getMessage);
        assertDoesNotThrow(LeakGuard::check);
    }

    @Test
    void aReleasedBufferIsNotReported() {
        POOL.directBuffer(16).release();

        assertDoesNotThrow(LeakGuard::check);
    }

    private static void leak(ByteBuf buffer, String hint) {
        buffer.touch(hint);
    }
}
