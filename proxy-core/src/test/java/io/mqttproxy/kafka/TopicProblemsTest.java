package io.mqttproxy.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicProblemsTest {
    private Set<String> existing = Set.of();
    private int lists;

    @Test
    void aTopicWithoutAnAnswerHasNoProblem() throws InterruptedException {
        TopicProblems found = found(Map.of(
                "missing", failed(new UnknownTopicOrPartitionException("missing")),
                "hidden", failed(new TopicAuthorizationException("hidden")),
                "readable", described(Set.of(AclOperation.DESCRIBE, AclOperation.READ)),
                "writable", described(Set.of(AclOperation.DESCRIBE, AclOperation.WRITE)),
                "on an old broker", described(null),
                "late", failed(new TimeoutException("no answer"))));

        assertEquals(
                "hidden (the proxy may not DESCRIBE it), missing (it does not exist),"
                        + " readable (the proxy may not WRITE to it)",
                found.text());
    }

    /** Kafka's brokers, which may create topics by themselves, keep this to themselves. */
    @Test
    void aMissingTopicIsToldFromOneThatKafkaCannotCreate() throws InterruptedException {
        existing = Set.of("plant.north", "plant");
        TopicProblems found = found(Map.of(
                "plant_north", failed(new UnknownTopicOrPartitionException("plant_north")),
                "plant_south", failed(new UnknownTopicOrPartitionException("plant_south")),
                "works", failed(new UnknownTopicOrPartitionException("works"))));

        assertEquals(
                problems(Map.of(
                        "plant_north", TopicProblem.TOO_SIMILAR,
                        "plant_south", TopicProblem.MISSING,
                        "works", TopicProblem.MISSING)),
                found);
    }

    @Test
    void allTopicsAreAskedForOnlyIfAMissingOneMayBeTooSimilar() throws InterruptedException {
        found(Map.of("works", failed(new UnknownTopicOrPartitionException("works"))));
        found(Map.of("a.b", described(Set.of(AclOperation.WRITE)), "c_d", described(Set.of())));

        assertEquals(0, lists);
    }

    @Test
    void topicsOfRulesAndTopicsInDemandAreCheckedUntilTheyHaveNoProblem() throws InterruptedException {
        TopicsInDemand demand = new TopicsInDemand();
        demand.add("warming up");
        demand.add("refused");
        Admin client = client(Map.of(
                "of a rule", failed(new UnknownTopicOrPartitionException("missing")),
                "warming up", described(Set.of(AclOperation.WRITE)),
                "refused", described(Set.of())));
        try (KafkaHealth health = new KafkaHealth(() -> client, List.of("of a rule"), demand, new LoginState())) {
            assertEquals(
                    problems(Map.of("of a rule", TopicProblem.MISSING, "refused", TopicProblem.NO_WRITE)),
                    health.topicProblems(client));
            assertEquals(Set.of("refused"), demand.recent());
        }
    }

    @Test
    void aProblemIsNewIfItWasUnknownOrHasChanged() {
        TopicProblems before = problems(Map.of("a", TopicProblem.MISSING, "b", TopicProblem.MISSING));
        TopicProblems next = problems(Map.of("b", TopicProblem.NO_WRITE, "c", TopicProblem.MISSING));

        assertEquals(problems(Map.of("b", TopicProblem.NO_WRITE, "c", TopicProblem.MISSING)), next.without(before));
        assertTrue(next.without(next).isEmpty());
    }

    private static TopicProblems problems(Map<String, TopicProblem> byTopic) {
        return new TopicProblems(new TreeMap<>(byTopic));
    }

    private TopicProblems found(Map<String, KafkaFuture<TopicDescription>> answers) throws InterruptedException {
        return TopicProblems.find(client(answers), answers.keySet(), new DescribeTopicsOptions());
    }

    private static KafkaFuture<TopicDescription> described(@Nullable Set<AclOperation> allowed) {
        return KafkaFuture.completedFuture(new TopicDescription("t", false, List.of(), allowed));
    }

    private static KafkaFuture<TopicDescription> failed(Exception failure) {
        KafkaFutureImpl<TopicDescription> future = new KafkaFutureImpl<>();
        future.completeExceptionally(failure);
        return future;
    }

    /** Answers for those topics that it is asked for, and tells rights only when it is asked to. */
    private Admin client(Map<String, KafkaFuture<TopicDescription>> answers) {
        return (Admin) Proxy.newProxyInstance(
                TopicProblemsTest.class.getClassLoader(), new Class<?>[] {Admin.class}, (client, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    if (method.getName().equals("listTopics")) {
                        lists++;
                        return listed(existing);
                    }
                    assertTrue(((DescribeTopicsOptions) arguments[1]).includeAuthorizedOperations());
                    return new Result(((Collection<?>) arguments[0])
                            .stream()
                                    .map(String.class::cast)
                                    .collect(Collectors.toMap(Function.identity(), answers::get)));
                });
    }

    /** Kafka keeps the constructor to itself. */
    private static ListTopicsResult listed(Set<String> names) throws ReflectiveOperationException {
        Constructor<ListTopicsResult> constructor = ListTopicsResult.class.getDeclaredConstructor(KafkaFuture.class);
        constructor.setAccessible(true);
        return constructor.newInstance(KafkaFuture.completedFuture(names.stream()
                .collect(Collectors.toMap(Function.identity(), name -> new TopicListing(name, Uuid.ONE_UUID, false)))));
    }

    private static final class Result extends DescribeTopicsResult {
        Result(Map<String, KafkaFuture<TopicDescription>> answers) {
            super(null, answers);
        }
    }
}
