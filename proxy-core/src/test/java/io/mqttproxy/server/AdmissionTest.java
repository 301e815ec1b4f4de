package io.mqttproxy.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttproxy.config.ConnectionLimits;
import io.mqttproxy.config.InflightLimits;
import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.config.PacketLimits;
import io.mqttproxy.config.RateLimits;
import io.mqttproxy.metrics.ProxyMetrics;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether a socket may become a connection is decided at accept. */
class AdmissionTest {
    private static final long SECOND = 1_000_000_000L;
    private static final InetAddress DEVICE = InetAddress.getLoopbackAddress();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ProxyMetrics metrics = new ProxyMetrics(meters);
    private final AtomicLong now = new AtomicLong(-SECOND / 2);
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    @AfterEach
    void close() {
        channels.forEach(EmbeddedChannel::close);
    }

    @Test
    void noMoreConnectionsAreOpenThanAllowed() {
        Admission admission = admission(2, 0, 0);
        EmbeddedChannel first = channel();

        assertTrue(admission.admit(first));
        assertTrue(admission.admit(channel()));
        assertFalse(admission.admit(channel()));
        assertEquals(2, admission.open());
        assertEquals(1, refused("too-many-connections"));

        first.close();
        assertTrue(admission.admit(channel()));
        assertEquals(2, admission.open());
    }

    @Test
    void oneAddressHasNoMoreConnectionsThanAllowed() throws Exception {
        Admission admission = admission(10, 2, 0);
        EmbeddedChannel first = channel();

        assertTrue(admission.admit(first, DEVICE));
        assertTrue(admission.admit(channel(), DEVICE));
        EmbeddedChannel third = channel();
        assertFalse(admission.admit(third, DEVICE));
        assertTrue(admission.admit(channel(), InetAddress.getByAddress(new byte[] {10, 0, 0, 1})));
        assertEquals(1, refused("too-many-connections-of-address"));

        third.close();
        assertFalse(admission.admit(channel(), DEVICE), "the two are still there");
    }

    @Test
    void anAddressIsFreeAgainWhenItsConnectionsAreGone() {
        Admission admission = admission(10, 1, 0);
        for (int i = 0; i < 3; i++) {
            EmbeddedChannel channel = channel();
            assertTrue(admission.admit(channel, DEVICE));
            channel.close();
        }
    }

    @Test
    void zeroMeansNoLimit() {
        Admission admission = admission(10, 0, 0);
        for (int i = 0; i < 5; i++) {
            EmbeddedChannel channel = channel();
            assertTrue(admission.admit(channel) && admission.admit(channel, DEVICE));
        }
    }

    @Test
    void aBurstOfOneSecondsWorthIsAdmittedEvenAtStart() {
        Admission admission = admission(100, 0, 10);

        assertEquals(10, admittedOf(admission, 20));
        assertEquals(10, refused("connect-rate-exceeded"));
    }

    @Test
    void afterABurstTheRateApplies() {
        Admission admission = admission(100, 0, 10);
        admittedOf(admission, 20);

        now.addAndGet(SECOND / 10);
        assertEquals(1, admittedOf(admission, 5));
        now.addAndGet(SECOND / 2);
        assertEquals(5, admittedOf(admission, 20));
    }

    @Test
    void unusedAdmissionsAreSavedForOneSecondOnly() {
        Admission admission = admission(100, 0, 10);

        now.addAndGet(60 * SECOND);

        assertEquals(10, admittedOf(admission, 20));
    }

    @Test
    void theLimitsHoldForAllEventLoopsTogether() throws InterruptedException {
        Admission admission = admission(50, 0, 0);
        AtomicInteger admitted = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> loops = new ArrayList<>();
        for (int loop = 0; loop < 4; loop++) {
            List<EmbeddedChannel> sockets = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                sockets.add(channel());
            }
            loops.add(new Thread(() -> {
                await(start);
                sockets.forEach(socket -> admitted.addAndGet(admission.admit(socket) ? 1 : 0));
            }));
        }
        loops.forEach(Thread::start);
        start.countDown();
        for (Thread loop : loops) {
            loop.join();
        }

        assertEquals(50, admission.open());
        assertEquals(50, admitted.get());
        channels.forEach(EmbeddedChannel::close);
        assertEquals(0, admission.open());
    }

    private int admittedOf(Admission admission, int sockets) {
        int admitted = 0;
        for (int i = 0; i < sockets; i++) {
            admitted += admission.admit(channel()) ? 1 : 0;
        }
        return admitted;
    }

    private Admission admission(int maxConnections, int perAddress, int rate) {
        LimitsConfig limits = limits(maxConnections, perAddress, rate);
        return new Admission(limits, metrics, now::get);
    }

    private EmbeddedChannel channel() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channels.add(channel);
        return channel;
    }

    private double refused(String reason) {
        return meters.get("mqtt.proxy.disconnects")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static LimitsConfig limits(int maxConnections, int perAddress, int rate) {
        return new LimitsConfig(
                ConnectionLimits.DEFAULTS.withMaxConnections(maxConnections).withMaxConnectionsPerAddress(perAddress),
                RateLimits.DEFAULTS.withMaxConnectRate(rate),
                PacketLimits.DEFAULTS,
                InflightLimits.DEFAULTS);
    }
}
