package io.mqttproxy.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.KafkaConfig;
import io.mqttproxy.kafka.KafkaHealth.Reach;
import io.mqttproxy.kafka.KafkaHealth.Snapshot;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What becomes of health when Kafka's client itself has broken; that it tells the truth is for tests with a real Kafka. */
class KafkaHealthTest {
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final LoginState login = new LoginState();
    private RuntimeException failure = new IllegalStateException("the thread has exited");

    @Test
    void aClientWhoseThreadHasEndedIsReplaced() {
        try (KafkaHealth health = health(this::deadClient)) {
            assertFalse(health.snapshot().asked());
            for (int question = 1; question < KafkaHealth.PATIENCE; question++) {
                health.ask();
                assertTrue(health.snapshot().asked());
            }
            assertEquals(0, closed.get());

            health.ask();
            assertEquals(1, closed.get());
            health.ask();

            assertEquals(2, made.get());
            assertFalse(health.snapshot().reachable());
            assertEquals(
                    "IllegalStateException: the thread has exited",
                    health.snapshot().problem());
        }
        assertEquals(2, closed.get());
    }

    @Test
    void aClientThatCannotBeCreatedIsTriedAgainLater() {
        try (KafkaHealth health = health(this::deadClientOrNone)) {
            for (int question = 0; question < 3 * KafkaHealth.PATIENCE; question++) {
                health.ask();
            }
        }
        assertEquals(5, made.get(), "three clients, and two that could not be made");
    }

    @Test
    void aBootstrapServerWithoutAnAddressIsAnOutage() {
        Supplier<Admin> clients = () -> Admin.create(
                ProducerSettings.of(new KafkaConfig("no..host:9092", Map.of())).forAdmin());
        try (KafkaHealth health = health(clients)) {
            health.ask();

            assertFalse(health.snapshot().reachable());
            assertEquals(
                    "kafka-bootstrap-servers: no host name can be resolved",
                    health.snapshot().problem());
        }
    }

    @Test
    void aBrokerThatAnswersBeforeItIsInServiceIsNoBlankInTheLog() {
        Snapshot none = new Snapshot(Reach.REACHABLE, Instant.EPOCH, List.of(), TopicProblems.NONE, "");

        assertEquals("none in service", none.brokersText());
    }

    @Test
    void aLoginCountsAsRefusedUntilOneSucceeds() {
        try (KafkaHealth health = health(this::deadClient)) {
            health.ask();
            assertFalse(login.isRefused());

            failure = new SaslAuthenticationException("wrong password");
            health.ask();
            assertTrue(login.isRefused());

            failure = new TimeoutException("no answer");
            health.ask();
            assertTrue(login.isRefused(), "that it does not answer says nothing of the login");
        }
    }

    private KafkaHealth health(Supplier<Admin> clients) {
        return new KafkaHealth(clients, List.of(), new TopicsInDemand(), login);
    }

    private Admin deadClientOrNone() {
        Admin client = deadClient();
        if (made.get() % 2 == 0) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        return client;
    }

    private Admin deadClient() {
        made.incrementAndGet();
        return (Admin) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Admin.class}, (client, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closed.incrementAndGet();
                        return null;
                    }
                    throw failure;
                });
    }
}
