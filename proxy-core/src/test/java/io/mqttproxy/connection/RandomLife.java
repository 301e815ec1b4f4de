package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishSink.Offer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What may happen to a proxy in a minute, in an order that a seed decides: devices of two client ids come, publish and go,
 * and Kafka is well, slow, full or without a topic. Checked all the time: nobody gets an acknowledgement that is not
 * due. Checked at the end, when Kafka has been well for a while: everybody has been served in order, and nothing is left.
 */
final class RandomLife implements AutoCloseable {
    private static final int STEPS = 60;
    private static final List<String> CLIENT_IDS = List.of("a", "b");
    private static final List<String> TOPICS = List.of("t", "u", "v");
    private static final List<ProtocolVersion> VERSIONS = List.of(ProtocolVersion.values());
    private static final List<Offer> REFUSALS =
            List.of(Offer.BACK_PRESSURED, Offer.TOPIC_UNKNOWN, Offer.NOT_AUTHORIZED);
    private static final List<FailureReason> FAILURES =
            List.of(FailureReason.KAFKA_TIMEOUT, FailureReason.RECORD_TOO_LARGE, FailureReason.INVALID_KAFKA_TOPIC);

    private final SplittableRandom random;
    private final TestProxy proxy = new TestProxy();
    private final List<RandomDevice> devices = new ArrayList<>();

    /** The last device of each client id. */
    private final Map<String, RandomDevice> latest = new HashMap<>();

    private final Set<String> stored = new HashSet<>();

    private RandomLife(long seed) {
        random = new SplittableRandom(seed);
        if (random.nextBoolean()) {
            proxy.inflightLimits(limits -> limits.withMaxInflight(random.nextInt(1, 5)));
        }
        if (random.nextInt(4) == 0) {
            proxy.rateLimits(limits -> limits.withMaxPublishRate(random.nextInt(20, 40)));
        }
        if (random.nextBoolean()) {
            proxy.deadLetters();
        }
    }

    /** The same seed is the same life. */
    static void live(long seed) {
        try (RandomLife life = new RandomLife(seed)) {
            for (int step = 0; step < STEPS; step++) {
                life.step();
            }
            life.assertAllServed();
            life.assertOrderKept();
            if (life.random.nextBoolean()) {
                life.assertDrainEndsAll();
            }
        }
    }

    @Override
    public void close() {
        proxy.close();
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0, 1 -> connect();
            case 2, 3, 4, 5, 6 -> one(device -> device.sends(packets(device)));
            case 7 -> one(RandomDevice::vanishes);
            case 8 -> one(RandomDevice::stopsReading);
            case 9 -> one(RandomDevice::readsAgain);
            case 10 -> proxy.sink.backPressureOn(any(TOPICS));
            case 11 -> proxy.sink.refuse(any(REFUSALS));
            case 12 -> proxy.sink.backPressure(false);
            case 13 -> proxy.authenticator.answer();
            case 14 -> settle(proxy.sink.pending());
            case 15 -> proxy.advance(Duration.ofMillis(random.nextInt(3_000)));
            case 16 -> seldom();
            default -> proxy.sink.storeAll();
        }
        if (random.nextInt(4) > 0) {
            proxy.runTasks();
        }
        eventsOfSockets();
    }

    private void seldom() {
        switch (random.nextInt(6)) {
            case 0 -> proxy.drain();
            case 1 -> proxy.advance(Duration.ofSeconds(random.nextInt(40)));
            case 2 -> {
                proxy.authenticator.answer();
                proxy.authenticator.answerLater();
            }
            default -> one(device -> device.sends(device.disconnect()));
        }
    }

    /** Takes over if the client id is connected. */
    private void connect() {
        String clientId = any(CLIENT_IDS);
        ProtocolVersion version = any(VERSIONS);
        Connect connect = Connect.of(version, clientId);
        if (random.nextBoolean()) {
            connect.will(any(TOPICS), random.nextInt(3), "will");
            if (version.isMqtt5() && random.nextBoolean()) {
                connect.willDelay(random.nextInt(1, 5)).sessionExpiry(60).keepSession();
            }
        }
        RandomDevice device = new RandomDevice(clientId + devices.size(), proxy, version, random);
        devices.add(device);
        latest.put(clientId, device);
        device.sends(connect.bytes(), random.nextBoolean() ? packets(device) : new byte[0]);
    }

    private byte[] packets(RandomDevice device) {
        byte[] packets = {};
        for (int left = random.nextInt(1, 6); left > 0; left--) {
            byte[] packet = switch (random.nextInt(8)) {
                case 0 -> device.pingreq();
                case 1, 2 -> device.pubrel();
                default -> device.publish(random.nextInt(3), any(TOPICS));
            };
            packets = Wire.join(packets, packet);
        }
        return packets;
    }

    /** Kafka tells the outcome of one publish, whichever. */
    private void settle(List<String> pending) {
        if (pending.isEmpty()) {
            return;
        }
        if (random.nextInt(4) == 0) {
            proxy.sink.fail(any(pending), any(FAILURES));
        } else {
            proxy.sink.store(any(pending));
        }
    }

    /** Does something to one of the devices, if it is connected. */
    private void one(Consumer<RandomDevice> action) {
        RandomDevice device = latest.get(any(CLIENT_IDS));
        if (device != null && device.isConnected()) {
            action.accept(device);
        }
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** The proxy reads what it wants to, and the devices check what they get. */
    private void eventsOfSockets() {
        devices.forEach(RandomDevice::socketEvent);
        proxy.sink.storedPublications().forEach(publication -> stored.add(payload(publication)));
        proxy.sink.forget();
        devices.forEach(device -> device.receives(stored));
    }

    private static String payload(Publication publication) {
        return new String(publication.payload(), StandardCharsets.UTF_8);
    }

    // The end.

    /** First those who have waited, then whoever publishes again. */
    private void assertAllServed() {
        proxy.sink.backPressure(false);
        proxy.authenticator.answer();
        devices.forEach(RandomDevice::readsAgain);
        settleDown(10);
        devices.forEach(RandomDevice::assertServed);
        for (RandomDevice device : devices) {
            device.sends(device.publish(1, "t"), device.pingreq());
        }
        settleDown(3);
        devices.forEach(RandomDevice::assertServed);
        long connected = devices.stream().filter(RandomDevice::isConnected).count();
        assertEquals(connected, proxy.registry.unfinished(), "connections and wills");
    }

    /** While Kafka is well. The longest that anybody waits for is a will, for up to 5 s. */
    private void settleDown(int seconds) {
        for (int second = 0; second < seconds; second++) {
            proxy.advance(Duration.ofSeconds(1));
            do {
                proxy.sink.storeAll();
                proxy.runTasks();
                eventsOfSockets();
            } while (!proxy.sink.pending().isEmpty());
        }
    }

    /** What one connection published went to Kafka in that order. */
    private void assertOrderKept() {
        Map<String, Integer> last = new HashMap<>();
        for (Publication publication : proxy.sink.accepted()) {
            if (!publication.will() && publication.rejected() == null) {
                String[] words = payload(publication).split("[.]", 3);
                int number = Integer.parseInt(words[1]);
                Integer before = last.put(words[0], number);
                assertTrue(
                        before == null || before < number,
                        () -> words[0] + " overtook itself: " + before + ", " + number);
            }
        }
    }

    private void assertDrainEndsAll() {
        proxy.drain();
        proxy.advance(Duration.ofSeconds(3));
        devices.forEach(RandomDevice::assertClosed);
        assertEquals(0, proxy.registry.unfinished(), "connections and wills");
    }
}
