package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttproxy.config.ConnectionLimits;
import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.InflightLimits;
import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.config.PacketLimits;
import io.mqttproxy.config.RateLimits;
import io.mqttproxy.connection.ConnectionServices.Policy;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.routing.TopicRouter;
import io.mqttproxy.security.Authorizer;
import io.mqttproxy.trace.Traces;
import io.mqttproxy.trace.TracingSink;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All of {@code connection/} on one embedded event loop, with a fake Kafka and a clock that the test moves. Closing it
 * checks that nothing is left behind: every gauge is back at zero.
 */
final class TestProxy implements AutoCloseable {
    static final String DEAD_LETTERS = "dead-letters";

    /** MQTT topic {@code a/b} goes to Kafka topic {@code a.b}, with the client id as key. */
    static final TopicRouter BY_NAME = (topic, origin, qos, retain) ->
            new Destination(topic, topic.replace('/', '.'), origin.clientIdUtf8(), HeadersConfig.ALL);

    final FakeSink sink = new FakeSink();
    final FakeAuthenticator authenticator = new FakeAuthenticator();
    final ConnectionRegistry registry = new ConnectionRegistry();
    final Traces traces = new Traces();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final ProxyMetrics metrics = new ProxyMetrics(meters);

    private final MockTicker ticker = Ticker.newMockTicker();

    /** Gives its event loop to all clients. */
    private final EmbeddedChannel loopOwner =
            EmbeddedChannel.builder().ticker(ticker).build();

    private final List<TestClient> clients = new ArrayList<>();
    private ConnectionLimits connectionLimits = ConnectionLimits.DEFAULTS;
    private RateLimits rateLimits = RateLimits.DEFAULTS;
    private PacketLimits packetLimits = PacketLimits.DEFAULTS;
    private InflightLimits inflightLimits = InflightLimits.DEFAULTS;
    private DeliveryConfig delivery = DeliveryConfig.DEFAULTS;
    private @Nullable String deadLetterTopic;
    private Policy policy = new Policy(authenticator, Authorizer.ALLOW_ALL, BY_NAME);
    private @Nullable MqttTail tail;

    // Settings, before the first client.

    TestProxy connectionLimits(UnaryOperator<ConnectionLimits> change) {
        connectionLimits = change.apply(connectionLimits);
        return this;
    }

    TestProxy rateLimits(UnaryOperator<RateLimits> change) {
        rateLimits = change.apply(rateLimits);
        return this;
    }

    TestProxy packetLimits(UnaryOperator<PacketLimits> change) {
        packetLimits = change.apply(packetLimits);
        return this;
    }

    TestProxy inflightLimits(UnaryOperator<InflightLimits> change) {
        inflightLimits = change.apply(inflightLimits);
        return this;
    }

    TestProxy delivery(DeliveryConfig changed) {
        delivery = changed;
        return this;
    }

    TestProxy deadLetters() {
        deadLetterTopic = DEAD_LETTERS;
        return this;
    }

    // May be replaced while clients are connected.

    void authorizer(Authorizer authorizer) {
        policy = new Policy(policy.authenticator(), authorizer, policy.router());
    }

    void router(TopicRouter router) {
        policy = new Policy(policy.authenticator(), policy.authorizer(), router);
    }

    // Clients.

    /** A client that has opened its socket. */
    TestClient open(ProtocolVersion version) {
        TestClient client = new TestClient(this, version);
        clients.add(client);
        return client;
    }

    /** A client that was let in as {@code device}. */
    TestClient connect(ProtocolVersion version) {
        return connect(Connect.of(version, "device"));
    }

    TestClient connect(Connect connect) {
        return open(connect.version).connects(connect);
    }

    // What the machine does.

    void runTasks() {
        loopOwner.runPendingTasks();
    }

    /** Lets time pass, in steps that no time-out is shorter than. */
    void advance(Duration duration) {
        long step = Duration.ofMillis(100).toNanos();
        for (long left = duration.toNanos(); left > 0; left -= step) {
            ticker.advance(Math.min(step, left), TimeUnit.NANOSECONDS);
            runTasks();
        }
    }

    /** Time passes without the proxy, as while a machine is suspended. */
    void standsStill(Duration duration) {
        ticker.advance(duration.toNanos(), TimeUnit.NANOSECONDS);
        runTasks();
    }

    void drain() {
        tail().loops().forEach(loop -> loop.drain(Integer.MAX_VALUE));
        runTasks();
    }

    EventLoop eventLoop() {
        return loopOwner.eventLoop();
    }

    MqttTail tail() {
        if (tail == null) {
            tail = new MqttTail(services(), 1, ticker::nanoTime);
        }
        return tail;
    }

    ConnectionServices services() {
        return new ConnectionServices(
                new TracingSink(sink, traces),
                () -> policy,
                deadLetterTopic,
                new LimitsConfig(connectionLimits, rateLimits, packetLimits, inflightLimits),
                delivery,
                registry,
                traces,
                metrics);
    }

    // What can be seen from outside.

    double counter(String name, String tag, String value) {
        return meters.get(name).tag(tag, value).counter().count();
    }

    double disconnects(String reason) {
        return counter("mqtt.proxy.disconnects", "reason", reason);
    }

    double losses(FailureReason reason) {
        return counter("mqtt.proxy.losses", "reason", reason.text());
    }

    double failures(FailureReason reason) {
        return counter("mqtt.proxy.failures", "reason", reason.text());
    }

    double rejects(FailureReason reason) {
        return counter("mqtt.proxy.rejects", "reason", reason.text());
    }

    @Override
    public void close() {
        clients.forEach(TestClient::vanishes);
        registry.publishDelayedWills();
        sink.backPressure(false);
        advance(Duration.ofSeconds(1));
        sink.failAll(FailureReason.KAFKA_OTHER);
        runTasks();
        for (Count gauge : List.of(
                Count.IN_FLIGHT,
                Count.IN_FLIGHT_BYTES,
                Count.RECEIVE_MEMORY,
                Count.PAUSED_CONNECTIONS,
                Count.STALLED_CONNECTIONS)) {
            assertEquals(0, metrics.total(gauge), gauge + " is not back at zero");
        }
        for (Gauge connections : meters.find("mqtt.proxy.connections").gauges()) {
            assertEquals(0, connections.value(), () -> connections.getId() + " is not back at zero");
        }
        assertEquals(0, registry.unfinished(), "connections or wills left in the registry");
        loopOwner.checkException();
    }
}
