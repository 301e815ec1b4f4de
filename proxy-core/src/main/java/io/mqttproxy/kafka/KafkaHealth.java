package io.mqttproxy.kafka;

import io.mqttproxy.threads.DaemonThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether Kafka answers, which brokers it has, and whether the topics of the rules can be
 * written to. Used for readiness, the status page and {@code check --contact}. Never decides whether a
 * publish is accepted; devices only learn from it why they wait. Thread-safe.
 */
public final class KafkaHealth implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaHealth.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration INTERVAL_WHILE_DOWN = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    /**
     * After this many failures in a row the admin client is replaced: a client whose thread has ended
     * never answers again.
     */
    static final int PATIENCE = 15;

    private final Supplier<Admin> clients;

    /** Created for the first request, because creating the client may already fail. */
    private volatile @Nullable Admin admin;

    private int failures;
    private final TopicsInDemand demand;
    private final LoginState login;
    private volatile Set<String> topics;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("kafka-health"));
    private volatile Snapshot snapshot =
            new Snapshot(Reach.NOT_ASKED, Instant.now(), List.of(), TopicProblems.NONE, "not asked yet");

    /** The result of the last request. */
    public enum Reach {
        NOT_ASKED,
        UNREACHABLE,
        REACHABLE
    }

    /**
     * The known state of Kafka.
     *
     * @param since when Kafka became reachable or unreachable
     * @param brokers by id; the last known ones while Kafka is unreachable
     * @param topicProblems of the rules' topics and of topics that publications are waiting for
     * @param problem why Kafka is unreachable, empty when it is reachable
     */
    public record Snapshot(
            Reach reach, Instant since, List<Broker> brokers, TopicProblems topicProblems, String problem) {

        /** Whether the first request was answered or has timed out. */
        public boolean asked() {
            return reach != Reach.NOT_ASKED;
        }

        /** Whether Kafka answered the last request. */
        public boolean reachable() {
            return reach == Reach.REACHABLE;
        }

        /**
         * The brokers in one line. There may be none although Kafka answers: a broker that starts, or was suspended,
         * answers before it is in service.
         */
        public String brokersText() {
            return brokers.isEmpty()
                    ? "none in service"
                    : brokers.stream().map(Broker::toString).collect(Collectors.joining(", "));
        }
    }

    /**
     * A broker as Kafka announces it.
     *
     * @param address {@code host:port}
     */
    public record Broker(int id, String address) {
        /** {@code host:port (id)}. */
        @Override
        public String toString() {
            return address + " (" + id + ")";
        }
    }

    /** @param clients creates an admin client, and another when it has not answered for long */
    KafkaHealth(Supplier<Admin> clients, Collection<String> topics, TopicsInDemand demand, LoginState login) {
        this.clients = clients;
        this.demand = demand;
        this.login = login;
        this.topics = Set.copyOf(topics);
    }

    /**
     * Begins to watch in the background.
     *
     * @param topics the topics that are known before the first publish
     * @param sink provides further topics, and learns whether Kafka accepts the proxy's credentials
     */
    public static KafkaHealth watch(ProducerSettings settings, Collection<String> topics, KafkaSink sink) {
        KafkaHealth health =
                new KafkaHealth(() -> Admin.create(settings.forAdmin()), topics, sink.topicsInDemand(), sink.login());
        health.timer.execute(health::check);
        return health;
    }

    /** Asks Kafka once; blocks until the answer or for a few seconds. */
    public static Snapshot askOnce(ProducerSettings settings, Collection<String> topics) {
        try (KafkaHealth health = new KafkaHealth(
                () -> Admin.create(settings.forAdmin()), topics, new TopicsInDemand(), new LoginState())) {
            health.ask();
            return health.snapshot();
        }
    }

    /** The last known state. Callable from any thread, never blocks. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** Replaces the topics to look for, from the next request on. */
    public void watchTopics(Collection<String> newTopics) {
        topics = Set.copyOf(newTopics);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        closeClient();
    }

    private void check() {
        Snapshot before = snapshot;
        try {
            ask();
            log(before, snapshot);
        } finally {
            Duration pause = snapshot.reachable() ? INTERVAL : INTERVAL_WHILE_DOWN;
            if (!timer.isShutdown()) {
                timer.schedule(this::check, pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Asks Kafka and waits for the answer. */
    void ask() {
        try {
            Admin client = client();
            List<Broker> brokers = brokers(client);
            snapshot = new Snapshot(Reach.REACHABLE, since(true), brokers, topicProblems(client), "");
            failures = 0;
            login.refused(false);
        } catch (ExecutionException e) {
            unreachable(e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException | OutOfMemoryError e) {
            unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void unreachable(Throwable problem) {
        snapshot = new Snapshot(
                Reach.UNREACHABLE,
                since(false),
                snapshot.brokers(),
                snapshot.topicProblems(),
                ClientFailure.text(problem));
        if (problem instanceof AuthenticationException) {
            // Stays set until a login succeeds: a later timeout says nothing about the login.
            login.refused(true);
        }
        failures++;
        if (failures % PATIENCE == 0) {
            closeClient();
        }
    }

    private Admin client() {
        Admin client = admin;
        if (client == null) {
            client = clients.get();
            admin = client;
            if (timer.isShutdown()) {
                client.close(Duration.ZERO);
            }
        }
        return client;
    }

    private void closeClient() {
        Admin client = admin;
        admin = null;
        if (client != null) {
            client.close(Duration.ZERO);
        }
    }

    private static List<Broker> brokers(Admin client) throws ExecutionException, InterruptedException {
        Collection<Node> nodes = client.describeCluster(
                        new DescribeClusterOptions().timeoutMs((int) TIMEOUT.toMillis()))
                .nodes()
                .get();
        return nodes.stream()
                .map(node -> new Broker(node.id(), node.host() + ":" + node.port()))
                .sorted(Comparator.comparingInt(Broker::id))
                .toList();
    }

    TopicProblems topicProblems(Admin client) throws InterruptedException {
        Set<String> asked = new HashSet<>(topics);
        asked.addAll(demand.recent());
        TopicProblems found =
                TopicProblems.find(client, asked, new DescribeTopicsOptions().timeoutMs((int) TIMEOUT.toMillis()));
        // Most topics are in demand only for a moment, until the producer has their metadata.
        asked.removeAll(found.byTopic().keySet());
        demand.forget(asked);
        return found;
    }

    private Instant since(boolean reachable) {
        return snapshot.reachable() == reachable ? snapshot.since() : Instant.now();
    }

    /**
     * The kind of problem, without its details. A new kind is worth another log line (a timeout may
     * turn out to be a wrong password), other details of the same kind are not.
     */
    private static String kind(Snapshot snapshot) {
        return snapshot.problem().replaceFirst(":.*", "");
    }

    private static void log(Snapshot before, Snapshot next) {
        if (next.reachable() && !before.reachable()) {
            LOG.info("Kafka is reachable: {}", next.brokersText());
        } else if (!next.reachable() && !kind(next).equals(kind(before))) {
            LOG.warn("Kafka is not reachable: {}", next.problem());
        }
        TopicProblems news = next.topicProblems().without(before.topicProblems());
        if (!news.isEmpty()) {
            LOG.warn("Messages are routed to Kafka topics that cannot be written to: {}", news.text());
        }
    }
}
