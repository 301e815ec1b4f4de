package io.mqttproxy.bench.chaos;

import io.mqttproxy.bench.client.Carrier;
import io.mqttproxy.bench.client.MqttClientOptions;
import io.mqttproxy.bench.client.MqttVersion;
import io.mqttproxy.bench.client.Transport;
import io.mqttproxy.bench.ledger.Ledger;
import io.mqttproxy.bench.ledger.Stamp;
import io.mqttproxy.bench.load.StampedPayloads;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * The devices of one scenario, all on one event loop: half of them speak MQTT 3.1.1 and half MQTT 5, half publish with QoS 1
 * and half with QoS 2. Methods are for one thread, and not the event loop's.
 */
final class Swarm implements AutoCloseable {
    private static final int PAYLOAD_LENGTH = 100;
    private static final int WINDOW = 20;
    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final long TICK_MILLIS = 5;
    private static final double NANOS = 1e9;

    private final EventLoopGroup eventLoops = Transport.eventLoops(1);
    private final EventLoop eventLoop = eventLoops.next();
    private final List<RetryingDevice> devices = new ArrayList<>();
    private final double rate;

    // These belong to the event loop.
    private final List<BitSet> forgiven = new ArrayList<>();
    private long startTime;
    private long due;
    private boolean publishing;

    /**
     * @param topic of MQTT; each device publishes to its own level under it
     * @param rate messages per second of all devices together
     * @param run see {@link Stamp}
     */
    Swarm(InetSocketAddress server, String topic, int count, double rate, int run) {
        this.rate = rate;
        StampedPayloads payloads = new StampedPayloads(run, PAYLOAD_LENGTH, run);
        for (int index = 0; index < count; index++) {
            MqttVersion version = index % 2 == 0 ? MqttVersion.V5 : MqttVersion.V3_1_1;
            int qos = index % 4 < 2 ? 1 : 2;
            MqttClientOptions options = new MqttClientOptions(
                    server,
                    null,
                    Carrier.TCP,
                    version,
                    "chaos-" + index,
                    null,
                    null,
                    false,
                    KEEP_ALIVE_SECONDS,
                    WINDOW,
                    CONNECT_TIMEOUT);
            devices.add(new RetryingDevice(index, topic + "/" + index, qos, options, payloads, eventLoop));
            forgiven.add(new BitSet());
        }
    }

    /** Connects and publishes from now on. */
    void start() {
        ask(() -> {
            startTime = System.nanoTime();
            publishing = true;
            devices.forEach(RetryingDevice::connect);
            eventLoop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        });
    }

    private void tick() {
        long end = (long) ((System.nanoTime() - startTime) * rate / NANOS);
        while (publishing && due < end) {
            devices.get((int) (due++ % devices.size())).owe();
        }
    }

    /** Nothing new is due from now on; what is due is still sent. */
    void stopPublishing() {
        ask(() -> publishing = false);
    }

    /** Forgives all messages acknowledged so far: they need not be stored any more. */
    void forgiveAcknowledged() {
        ask(() -> {
            for (int index = 0; index < devices.size(); index++) {
                forgiven.get(index).or(devices.get(index).acknowledged());
            }
            return true;
        });
    }

    /** How many acknowledged messages need not be stored. */
    long forgiven() {
        return ask(() -> forgiven.stream().mapToLong(BitSet::cardinality).sum());
    }

    SwarmState state() {
        return ask(() -> SwarmState.of(devices));
    }

    /** Whether each device has had an acknowledgement since that time, of {@link System#nanoTime}. */
    boolean allHeardSince(long time) {
        return ask(() -> devices.stream().allMatch(device -> device.silence().wasBrokenAfter(time)));
    }

    /** What must be stored: all that was acknowledged and not forgiven. */
    Ledger ledger() {
        return ask(() -> {
            Ledger ledger = new Ledger(devices.size());
            for (int index = 0; index < devices.size(); index++) {
                RetryingDevice device = devices.get(index);
                BitSet needNotBeThere = new BitSet();
                needNotBeThere.set(0, device.published());
                needNotBeThere.andNot(device.acknowledged());
                needNotBeThere.or(forgiven.get(index));
                ledger.enter(index, device.published(), needNotBeThere);
            }
            return ledger;
        });
    }

    private <T> T ask(Callable<T> question) {
        return eventLoop.submit(question).syncUninterruptibly().getNow();
    }

    @Override
    public void close() {
        ask(() -> {
            devices.forEach(RetryingDevice::leave);
            return true;
        });
        eventLoops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
