package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.security.Identity;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One user has so many connections and no more. */
class ConnectionsPerIdentityTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy().connectionLimits(limits -> limits.withMaxConnectionsPerIdentity(2));

    @BeforeEach
    void everybodyIsAlice() {
        proxy.authenticator.accept(new Identity("alice", Set.of(), null));
    }

    @ParameterizedTest
    @CsvSource({"MQTT_3_1_1, 20020003", "MQTT_5, 20"})
    void oneMoreIsRefused(ProtocolVersion version, String connack) {
        proxy.connect(Connect.of(version, "a"));
        proxy.connect(Connect.of(version, "b"));
        String answer = refused(Connect.of(version, "c"));
        assertTrue(answer.startsWith(connack), answer);
        assertEquals(version.isMqtt5() ? "97" : "03", answer.substring(6, 8));
        assertEquals(1, proxy.counter("mqtt.proxy.connects", "result", "quota-exceeded"));
    }

    @Test
    void aConnectionThatEndsMakesRoom() {
        TestClient first = proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "a"));
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "b"));
        first.vanishes();
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "c"));
        refused(Connect.of(ProtocolVersion.MQTT_5, "d"));
    }

    @Test
    void aClientThatReconnectsDoesNotCountTwice() {
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "a"));
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "b"));
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "b"));
        refused(Connect.of(ProtocolVersion.MQTT_5, "c"));
    }

    @Test
    void allClientsMayReconnectAtTheSameTime() {
        List<String> clientIds = List.of("a", "b");
        clientIds.forEach(clientId -> proxy.connect(Connect.of(ProtocolVersion.MQTT_5, clientId)));
        proxy.authenticator.answerLater();
        List<TestClient> again = clientIds.stream()
                .map(clientId -> proxy.open(ProtocolVersion.MQTT_5)
                        .sends(Connect.of(ProtocolVersion.MQTT_5, clientId).bytes()))
                .toList();

        proxy.authenticator.answer();
        proxy.runTasks();

        again.forEach(TestClient::assertOpen);
        proxy.authenticator.answerAtOnce();
        again.get(0).vanishes();
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "c"));
    }

    @Test
    void aDelayedWillDoesNotCountAsAConnection() {
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "a")
                        .will("w", 0, "bye")
                        .willDelay(60)
                        .sessionExpiry(60))
                .vanishes();
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "b"));
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "c"));
        refused(Connect.of(ProtocolVersion.MQTT_5, "a"));
    }

    @Test
    void otherIdentitiesHaveTheirOwnLimit() {
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "a"));
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "b"));
        proxy.authenticator.accept(new Identity("bob", Set.of(), null));
        proxy.connect(Connect.of(ProtocolVersion.MQTT_5, "c"));
        proxy.authenticator.accept(Identity.ANONYMOUS);
        for (String anonymous : new String[] {"d", "e", "f"}) {
            proxy.connect(Connect.of(ProtocolVersion.MQTT_5, anonymous));
        }
    }

    private String refused(Connect connect) {
        TestClient client = proxy.open(connect.version).sends(connect.bytes());
        String answer = client.receivedOne();
        client.assertClosed("connect-refused");
        return answer;
    }
}
