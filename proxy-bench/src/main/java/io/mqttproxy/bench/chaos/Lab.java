package io.mqttproxy.bench.chaos;

import io.mqttproxy.bench.kafka.EmbeddedKafka;
import io.mqttproxy.bench.kafka.EmbeddedKafkaOptions;
import io.mqttproxy.bench.lab.ProxyProcess;
import io.mqttproxy.bench.lab.ProxyProgram;
import io.mqttproxy.bench.process.JavaProcess;
import io.mqttproxy.bench.relay.TcpRelay;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * The system that faults are applied to: three brokers in this process, a relay in front of each,
 * proxies in processes of their own, and a load balancer in front of the proxies. For one thread.
 */
final class Lab implements AutoCloseable {
    static final int BROKERS = 3;
    static final int PARTITIONS = 6;
    private static final String MIN_IN_SYNC = "2";

    private final Path directory;
    private final EventLoopGroup eventLoops =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("relay", true), NioIoHandler.newFactory());
    private final List<TcpRelay> cables;
    private final Balancer balancer;
    private final EmbeddedKafka kafka;
    private final List<ProxyProcess> proxies;
    private @Nullable JavaProcess brokerProcess;

    private Lab(Path directory, int proxyCount, String proxyClassPath, BalancerKind balancerKind) {
        this.directory = directory;
        EventLoop eventLoop = eventLoops.next();
        cables = Stream.generate(() -> new TcpRelay(eventLoop)).limit(BROKERS).toList();
        kafka = startKafka(cables);
        List<String> arguments = List.of(
                "--kafka-bootstrap-servers=" + kafka.bootstrapServers(),
                "--route=chaos/{scenario}/+=chaos-{scenario}",
                "--default-topic=none",
                "--allow-anonymous",
                "--admin-listen=none");
        String listener = "mqtt://127.0.0.1:%d" + balancerKind.listenerQuery();
        ProxyProgram program = new ProxyProgram(directory, proxyClassPath, JavaProcess.SMALL);
        proxies = IntStream.rangeClosed(1, proxyCount)
                .mapToObj(number -> new ProxyProcess(program, number, listener, arguments))
                .toList();
        List<InetSocketAddress> addresses =
                proxies.stream().map(ProxyProcess::address).toList();
        balancer = balancerKind.start(addresses, directory, eventLoop);
    }

    /**
     * Starts Kafka and begins to start the proxies.
     *
     * @param directory for logs
     * @param proxyClassPath where the proxies' program is
     */
    static Lab start(Path directory, int proxyCount, String proxyClassPath, BalancerKind balancer) {
        balancer.requireInstalled();
        Lab lab = new Lab(directory, proxyCount, proxyClassPath, balancer);
        lab.proxies.forEach(ProxyProcess::start);
        return lab;
    }

    private static EmbeddedKafka startKafka(List<TcpRelay> cables) {
        List<Integer> ports =
                cables.stream().map(cable -> cable.address().getPort()).toList();
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.DEFAULTS
                .withAdvertisedPorts(ports)
                // A deleted topic stays away until somebody creates it again.
                .withBrokerProperties(Map.of("auto.create.topics.enable", "false")));
        for (int index = 0; index < BROKERS; index++) {
            cables.get(index).to(List.of(kafka.brokerAddresses().get(index)));
        }
        return kafka;
    }

    Balancer balancer() {
        return balancer;
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    List<ProxyProcess> proxies() {
        return proxies;
    }

    /** The relays between the proxies and each broker. */
    List<TcpRelay> cables() {
        return cables;
    }

    /** Creates a topic as users should: three replicas, two of which must have each record before it is acknowledged. */
    void createTopic(String name) {
        kafka.createTopic(name, PARTITIONS, BROKERS, Map.of("min.insync.replicas", MIN_IN_SYNC));
    }

    /** Deletes a topic; it is gone from the cluster's metadata, and soon from each broker's. */
    void deleteTopic(String name) throws InterruptedException {
        try (Admin admin = kafka.admin()) {
            admin.deleteTopics(List.of(name)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot delete topic " + name + ": " + e.getCause(), e);
        }
    }

    /** Whether all brokers are part of the cluster. */
    boolean isComplete() {
        return ask(admin -> admin.describeCluster().nodes().get().size() == BROKERS);
    }

    /** Whether all brokers have all of a topic. */
    boolean isInSync(String topic) {
        return ask(admin -> admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .flatMap(description -> description.partitions().stream())
                .allMatch(partition -> partition.isr().size() == BROKERS));
    }

    /** False when the topic or broker is not known yet. */
    private boolean ask(Question question) {
        try (Admin admin = kafka.admin()) {
            return question.ask(admin);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw new IllegalStateException("Kafka does not answer: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private interface Question {
        boolean ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    /** Moves the last broker to a process of its own, so that it can be sent signals. */
    void detachBroker() {
        kafka.stopBroker(BROKERS - 1);
        brokerProcess = kafka.startBrokerProcess(BROKERS - 1, directory.resolve("broker.log"));
    }

    /** The process that {@link #detachBroker} has started. */
    JavaProcess detachedBroker() {
        return Objects.requireNonNull(brokerProcess);
    }

    /** Ends the proxies, those that have ended by themselves included; {@link #repair} starts others. */
    void renewProxies() throws InterruptedException {
        for (ProxyProcess proxy : proxies) {
            proxy.kill();
        }
    }

    /** Begins to bring back everything that is stopped. */
    void repair() throws InterruptedException {
        cables.forEach(TcpRelay::mend);
        JavaProcess detached = brokerProcess;
        if (detached != null) {
            brokerProcess = null;
            detached.kill();
        }
        for (int index = 0; index < BROKERS; index++) {
            kafka.startBroker(index);
        }
        proxies.forEach(ProxyProcess::start);
    }

    @Override
    public void close() {
        proxies.forEach(ProxyProcess::close);
        if (brokerProcess != null) {
            brokerProcess.close();
        }
        kafka.close();
        balancer.close();
        cables.forEach(TcpRelay::close);
        eventLoops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
