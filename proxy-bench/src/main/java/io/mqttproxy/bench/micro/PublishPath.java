package io.mqttproxy.bench.micro;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mqttproxy.config.ConnectionLimits;
import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.InflightLimits;
import io.mqttproxy.config.KafkaConfig;
import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.config.PacketLimits;
import io.mqttproxy.config.RateLimits;
import io.mqttproxy.config.RoutingConfig;
import io.mqttproxy.connection.ConnectionRegistry;
import io.mqttproxy.connection.ConnectionServices;
import io.mqttproxy.connection.ConnectionServices.Policy;
import io.mqttproxy.connection.MqttTail;
import io.mqttproxy.kafka.KafkaSink;
import io.mqttproxy.kafka.ProducerSettings;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.routing.RuleRouter;
import io.mqttproxy.security.AuthenticationResult;
import io.mqttproxy.security.Authorizer;
import io.mqttproxy.security.Identity;
import io.mqttproxy.trace.Traces;
import io.mqttproxy.transport.TransportAttributes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One PUBLISH from its bytes to its acknowledgement's bytes: decode, route, record, outcome, ack. Publishes arrive {@value
 * #BATCH} at a time, as they do from a socket under load.
 *
 * <p>Without {@code kafka} nothing is stored, and the figures are our own code's. With the address of a broker, records
 * go through Kafka's producer to it: then the allocation is that of both, and the time is mostly waiting.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PublishPath {
    static final String NO_KAFKA = "none";
    static final int BATCH = 256;
    private static final int PAYLOAD_BYTES = 100;
    private static final int PUBACK_BYTES = 4;

    /** Without publish rates: one connection publishes here what a thousand would. */
    private static final LimitsConfig LIMITS = new LimitsConfig(
            ConnectionLimits.DEFAULTS,
            RateLimits.DEFAULTS.withMaxPublishRate(0).withMaxPublishBytesRate(0),
            PacketLimits.DEFAULTS,
            InflightLimits.DEFAULTS);

    /** Which record headers are written. */
    @Param({"all", "none"})
    public String headers = "";

    @Param({"1", "0"})
    public int qos;

    /** Bootstrap servers, or none. Nothing holds back QoS 0 here, so only QoS 1 is of use with a broker. */
    @Param(NO_KAFKA)
    public String kafka = "";

    private final HeldProducer held = new HeldProducer();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private KafkaSink sink = KafkaSink.over(() -> held);
    private HandOver handOver = new HandOver(sink);
    private ByteBuf publishes = Packets.NOTHING;

    /** Lets a device in. */
    @Setup(Level.Trial)
    public void connect() {
        if (!kafka.equals(NO_KAFKA)) {
            sink = KafkaSink.of(ProducerSettings.of(new KafkaConfig(kafka, Map.of())), 0, producer -> () -> {});
        }
        sink.start();
        handOver = new HandOver(sink);
        channel.attr(TransportAttributes.REMOTE_ADDRESS).set(InetSocketAddress.createUnresolved("device", 1883));
        new MqttTail(services(), 1).addTo(channel.pipeline(), "mqtt");
        channel.writeInbound(Packets.connect("device-0042"));
        channel.releaseOutbound();
        publishes = Packets.publishes(BATCH, qos, "plant/7/device-0042/temperature", PAYLOAD_BYTES);
    }

    @TearDown(Level.Trial)
    public void disconnect() {
        channel.finishAndReleaseAll();
        sink.close();
        publishes.release();
        meters.close();
    }

    /** A read full of publishes, their outcomes, and one write of their acknowledgements. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void publish() {
        channel.writeInbound(publishes.retainedDuplicate());
        held.complete();
        int due = qos == 0 ? 0 : BATCH * PUBACK_BYTES;
        do {
            handOver.settle();
            channel.runPendingTasks();
            due -= writtenBytes();
        } while (due > 0);
    }

    private int writtenBytes() {
        int bytes = 0;
        for (ByteBuf acks = channel.readOutbound(); acks != null; acks = channel.readOutbound()) {
            bytes += acks.readableBytes();
            acks.release();
        }
        return bytes;
    }

    private ConnectionServices services() {
        RoutingConfig routing = new RoutingConfig(List.of(), "mqtt-messages", null, HeadersConfig.parse(headers), 1, 0);
        Policy policy = new Policy(
                credentials -> CompletableFuture.completedFuture(new AuthenticationResult.Accepted(Identity.ANONYMOUS)),
                Authorizer.ALLOW_ALL,
                new RuleRouter(routing));
        return new ConnectionServices(
                kafka.equals(NO_KAFKA) ? sink : handOver,
                () -> policy,
                null,
                LIMITS,
                DeliveryConfig.DEFAULTS,
                new ConnectionRegistry(),
                new Traces(),
                new ProxyMetrics(meters));
    }
}
