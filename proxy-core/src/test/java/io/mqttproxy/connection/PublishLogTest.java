package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.publish.FailureReason;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What {@code log-level: trace} adds: one line for each message, without its payload. */
class PublishLogTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(PublishLog.class);

    @AutoClose
    private final TestProxy proxy = new TestProxy();

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        LOG.setLevel(Level.TRACE);
        logged.start();
        LOG.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        LOG.detachAppender(logged);
        LOG.setLevel(null);
    }

    @Test
    void eachMessageIsLoggedWithItsDestination() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_3_1_1);

        client.publishes(0, 0, "a/b", "secret").publishes(1, 7, "a/c", "secret").publishes(2, 8, "a/d", "secret");

        assertLines(
                "client 'device': PUBLISH QoS 0, \"a/b\" to Kafka topic a.b",
                "client 'device': PUBLISH 7, QoS 1, \"a/c\" to Kafka topic a.c",
                "client 'device': PUBLISH 8, QoS 2, \"a/d\" to Kafka topic a.d");
    }

    @Test
    void aRejectionIsLoggedWithItsReason() {
        proxy.authorizer((identity, clientId, topic) -> false);
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

        client.publishes(0, 0, "a", "secret").publishes(1, 7, "a", "secret");

        assertLines(
                "client 'device': PUBLISH QoS 0, \"a\" rejected: not-authorized",
                "client 'device': PUBLISH 7, QoS 1, \"a\" rejected: not-authorized");
    }

    @Test
    void aPublishThatWasNotStoredIsLogged() {
        TestClient client = proxy.connect(ProtocolVersion.MQTT_5).publishes(1, 7, "a", "one");
        logged.list.clear();

        proxy.sink.fail("one", FailureReason.RECORD_TOO_LARGE);
        proxy.runTasks();

        assertLines("client 'device': PUBLISH 7, QoS 1 not stored: record-too-large");
        client.assertClosed("packet-too-large");
    }

    @Test
    void aWillIsLoggedToo() {
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "device").will("a/b", 1, "secret"))
                .vanishes();

        assertLines("client 'device': will, QoS 1, \"a/b\" to Kafka topic a.b");
    }

    @Test
    void textFromAClientCannotBreakALine() {
        proxy.authorizer((identity, clientId, topic) -> false);
        TestClient client = proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "dev\nice"));

        client.publishes(0, 0, "a\u001b[2J\"", "secret");

        assertLines("client 'dev\\u000aice': PUBLISH QoS 0, \"a\\u001b[2J\\\"\" rejected: not-authorized");
    }

    @Test
    void atDebugNoMessageIsLogged() {
        LOG.setLevel(Level.DEBUG);

        proxy.connect(ProtocolVersion.MQTT_5).publishes(0, 0, "a", "secret");

        assertLines();
    }

    private void assertLines(String... expected) {
        assertEquals(
                List.of(expected),
                logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }
}
