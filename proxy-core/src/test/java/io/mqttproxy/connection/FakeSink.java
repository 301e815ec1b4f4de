package io.mqttproxy.connection;

import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A Kafka whose outcomes the test releases, in whatever order and on whatever thread. */
final class FakeSink implements PublishSink {

    /** What was taken and is not settled yet, in the order of the offers. */
    private final List<Taken> taken = new ArrayList<>();

    private final List<Publication> accepted = new ArrayList<>();
    private final List<Publication> stored = new ArrayList<>();
    private Predicate<Publication> backPressure = publication -> false;
    private Offer refusal = Offer.BACK_PRESSURED;
    private @Nullable RuntimeException failure;
    private int offers;

    private record Taken(Publication publication, OutcomeListener listener) {}

    @Override
    public Offer offer(Publication publication, OutcomeListener listener) {
        offers++;
        if (failure != null) {
            throw failure;
        }
        if (backPressure.test(publication)) {
            return refusal;
        }
        taken.add(new Taken(publication, listener));
        accepted.add(publication);
        return Offer.ACCEPTED;
    }

    void backPressure(boolean on) {
        backPressure = publication -> on;
    }

    void backPressureOn(String... kafkaTopics) {
        Set<String> topics = Set.of(kafkaTopics);
        backPressure = publication -> topics.contains(publication.destination().kafkaTopic());
    }

    /** From now on nothing is taken, for this reason. */
    void refuse(Offer with) {
        refusal = with;
        backPressure(true);
    }

    /** From now on an offer throws what it must never throw. */
    void breakDown(RuntimeException with) {
        failure = with;
    }

    /** How often anything was offered, taken or not. */
    int offers() {
        return offers;
    }

    /** All that was ever taken, in the order of the offers. */
    List<Publication> accepted() {
        return List.copyOf(accepted);
    }

    /** Payloads that were taken and are not settled, in the order of the offers. */
    List<String> pending() {
        return taken.stream().map(entry -> payload(entry.publication())).toList();
    }

    /** Payloads that were stored, in the order of their outcomes. */
    List<String> stored() {
        return stored.stream().map(FakeSink::payload).toList();
    }

    List<Publication> storedPublications() {
        return List.copyOf(stored);
    }

    /** What was stored so far counts no longer. */
    void forget() {
        stored.clear();
    }

    void store(String payload) {
        Taken entry = remove(payload);
        stored.add(entry.publication());
        entry.listener().onStored(3, 42);
        entry.listener().onOutcome(PublishOutcome.Stored.STORED);
    }

    void storeAll() {
        while (!taken.isEmpty()) {
            store(payload(taken.get(0).publication()));
        }
    }

    void fail(String payload, FailureReason reason) {
        remove(payload).listener().onOutcome(new PublishOutcome.Failed(reason));
    }

    void failAll(FailureReason reason) {
        while (!taken.isEmpty()) {
            fail(payload(taken.get(0).publication()), reason);
        }
    }

    private Taken remove(String payload) {
        for (Taken entry : taken) {
            if (payload(entry.publication()).equals(payload)) {
                taken.remove(entry);
                return entry;
            }
        }
        throw new AssertionError("'" + payload + "' is not among " + pending());
    }

    private static String payload(Publication publication) {
        return new String(publication.payload(), StandardCharsets.UTF_8);
    }
}
