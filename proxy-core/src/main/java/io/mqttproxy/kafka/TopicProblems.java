package io.mqttproxy.kafka;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * The topics that cannot be written to, and why.
 *
 * @param byTopic sorted, immutable
 */
public record TopicProblems(SortedMap<String, TopicProblem> byTopic) {
    /** No problems, or none known yet. */
    public static final TopicProblems NONE = new TopicProblems(Collections.emptySortedMap());

    /**
     * Asks Kafka about topics and returns those with a problem. A topic without an answer counts as
     * having none.
     */
    static TopicProblems find(Admin client, Set<String> topics, DescribeTopicsOptions options)
            throws InterruptedException {
        Map<String, KafkaFuture<TopicDescription>> answers = client.describeTopics(
                        topics, options.includeAuthorizedOperations(true))
                .topicNameValues();
        SortedMap<String, TopicProblem> found = new TreeMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
            TopicProblem problem = problem(answer.getValue());
            if (problem != null) {
                found.put(answer.getKey(), problem);
            }
        }
        SimilarTopics.mark(client, found, new ListTopicsOptions().timeoutMs(options.timeoutMs()));
        return new TopicProblems(Collections.unmodifiableSortedMap(found));
    }

    private static @Nullable TopicProblem problem(KafkaFuture<TopicDescription> answer) throws InterruptedException {
        try {
            Set<AclOperation> allowed = answer.get().authorizedOperations();
            // Null if the broker does not report authorised operations.
            return allowed == null || allowed.contains(AclOperation.WRITE) ? null : TopicProblem.NO_WRITE;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return TopicProblem.MISSING;
            }
            return e.getCause() instanceof TopicAuthorizationException ? TopicProblem.NO_DESCRIBE : null;
        }
    }

    public boolean isEmpty() {
        return byTopic.isEmpty();
    }

    /** The problems that are not among the others. */
    TopicProblems without(TopicProblems others) {
        SortedMap<String, TopicProblem> rest = new TreeMap<>(byTopic);
        rest.entrySet().removeAll(others.byTopic.entrySet());
        return new TopicProblems(rest);
    }

    /** The problems in one line: {@code alarms (the proxy may not WRITE to it), x (it does not exist)}. */
    public String text() {
        return byTopic.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue().text() + ")")
                .collect(Collectors.joining(", "));
    }
}
