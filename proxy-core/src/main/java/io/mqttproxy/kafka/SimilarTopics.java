package io.mqttproxy.kafka;

import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;

/**
 * Tells missing topics that Kafka refuses to create from those that nobody has created: in the names of its metrics, {@code
 * a.b} and {@code a_b} would be the same. With {@code auto.create.topics.enable=true} Kafka tells no client about it.
 */
final class SimilarTopics {
    private SimilarTopics() {}

    /** Corrects the problems of missing topics. Asks Kafka for all topics, but only if one of them may be such a case. */
    static void mark(Admin client, SortedMap<String, TopicProblem> problems, ListTopicsOptions options)
            throws InterruptedException {
        if (problems.entrySet().stream().anyMatch(entry -> mayBeSimilar(entry.getKey(), entry.getValue()))) {
            Set<String> existing = existing(client, options);
            problems.replaceAll((topic, problem) -> mayBeSimilar(topic, problem) && existing.contains(unified(topic))
                    ? TopicProblem.TOO_SIMILAR
                    : problem);
        }
    }

    private static boolean mayBeSimilar(String topic, TopicProblem problem) {
        return problem == TopicProblem.MISSING && unified(topic).indexOf('_') >= 0;
    }

    /** Unified names of the topics that the proxy may know of; none if Kafka does not answer. */
    private static Set<String> existing(Admin client, ListTopicsOptions options) throws InterruptedException {
        try {
            return client.listTopics(options).names().get().stream()
                    .map(SimilarTopics::unified)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (ExecutionException e) {
            return Set.of();
        }
    }

    private static String unified(String topic) {
        return topic.replace('.', '_');
    }
}
