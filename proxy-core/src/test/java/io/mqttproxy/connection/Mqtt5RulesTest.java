package io.mqttproxy.connection;

import static io.mqttproxy.connection.Received.puback;
import static io.mqttproxy.connection.Received.pubcomp;
import static io.mqttproxy.connection.Received.pubrec;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.config.PacketLimits;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import io.mqttproxy.publish.FailureReason;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Receive Maximum, topic aliases and what else MQTT 5 clients have to keep to. */
class Mqtt5RulesTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy()
            .inflightLimits(limits -> limits.withReceiveMaximum(2))
            .packetLimits(limits -> limits.withTopicAliasMaximum(2));

    private final TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

    @Test
    void moreThanReceiveMaximumAtOnceIsAnError() {
        client.publishes(1, 1, "a", "one").publishes(2, 2, "a", "two");
        client.assertOpen();

        client.publishes(1, 3, "a", "three");

        assertEquals(0x93, client.receivedDisconnect());
        client.assertClosed("receive-maximum-exceeded");
        assertEquals(List.of("a", "a"), topics(), "one too many is not stored");
    }

    @Test
    void anAckMakesRoomForAnother() {
        client.publishes(1, 1, "a", "one").publishes(1, 2, "a", "two");
        stores("one");

        client.publishes(1, 3, "a", "three");

        assertEquals(List.of(puback(1)), client.received());
        client.assertOpen();
    }

    @Test
    void qos2CountsUntilItIsComplete() {
        client.publishes(2, 1, "a", "one").publishes(2, 2, "a", "two");
        stores("one");
        stores("two");
        client.sends(client.pubrel(1));
        assertEquals(List.of(pubrec(1), pubrec(2), pubcomp(1)), client.received());

        client.publishes(1, 3, "a", "three");
        client.assertOpen();
        client.publishes(1, 4, "a", "four");

        assertEquals(0x93, client.receivedDisconnect());
    }

    @Test
    void otherPacketsAreAnsweredWhenReceiveMaximumIsReached() {
        client.publishes(1, 1, "a", "one").publishes(1, 2, "a", "two");

        client.sends(TestClient.pingreq(), client.subscribe(9, "a"), client.unsubscribe(10, "a"), client.pubrel(3));

        assertEquals(List.of("d000", "900400090083", "b004000a0011", pubcomp(3, 0x92)), client.received());
    }

    @Test
    void qos0DoesNotCount() {
        client.publishes(0, 0, "a", "p").publishes(0, 0, "a", "p").publishes(0, 0, "a", "p");

        client.assertOpen();
    }

    @Test
    void aRepetitionDoesNotCount() {
        client.publishes(2, 1, "a", "one").publishes(1, 2, "a", "two");
        client.sends(client.publishAgain(2, 1, "a", "one"));

        client.assertOpen();
    }

    @Test
    void anAliasIsReplacedByItsTopic() {
        client.sends(client.publishWithAlias(1, "a/b", 2, "one"));
        client.sends(client.publishWithAlias(2, "", 2, "two"));

        assertEquals(List.of("a/b", "a/b"), topics());
    }

    @Test
    void anAliasCanBeSetAgain() {
        client.sends(client.publishWithAlias(1, "a", 1, "one"));
        stores("one");
        client.sends(client.publishWithAlias(2, "b", 1, "two"));
        client.sends(client.publishWithAlias(3, "", 1, "three"));

        assertEquals(List.of("a", "b", "b"), topics());
    }

    @Test
    void anAliasThatWasNeverSetIsAProtocolError() {
        client.sends(client.publishWithAlias(1, "a", 1, "one"));

        client.sends(client.publishWithAlias(2, "", 2, "two"));

        assertEquals(0x82, client.receivedDisconnect());
    }

    @Test
    void anAliasAboveTheMaximumIsInvalid() {
        client.sends(client.publishWithAlias(1, "a", 3, "one"));

        assertEquals(0x94, client.receivedDisconnect());
        client.assertClosed("topic-alias-invalid");
    }

    @Test
    void anAliasIsValidForOneConnectionOnly() {
        client.sends(client.publishWithAlias(1, "a", 1, "one")).vanishes();
        TestClient again = proxy.connect(ProtocolVersion.MQTT_5);

        again.sends(again.publishWithAlias(1, "", 1, "two"));

        assertEquals(0x82, again.receivedDisconnect());
    }

    @Test
    void aFilterWithAMisplacedWildcardHasItsOwnReasonCode() {
        client.sends(client.subscribe(1, "a/#/b"));

        assertEquals(0x8F, client.receivedDisconnect());
        client.assertClosed("topic-filter-invalid");
    }

    @Test
    void moreUserPropertiesThanTheLimitExceedTheQuota() {
        client.sends(Wire.packet(
                0x82, Wire.twoBytes(1), Wire.properties(tooManyUserProperties()), Wire.string("a"), Wire.bytes(1)));

        assertEquals(0x97, client.receivedDisconnect());
        client.assertClosed("quota-exceeded");
    }

    /** To disconnect would not help: the client would send it again, and never come to the next one. */
    @Test
    void aPublishWithTooManyUserPropertiesIsRefusedAndTheNextOneIsStored() {
        byte[] properties = Wire.join(tooManyUserProperties());

        client.sends(client.publish(0 << 1, 0, "a", properties, "zero"));
        client.sends(client.publish(1 << 1, 1, "a", properties, "one"));
        client.sends(client.publish(2 << 1, 2, "a", properties, "two"));
        client.publishes(1, 3, "a", "good");
        stores("good");

        assertEquals(List.of(puback(1, 0x97), pubrec(2, 0x97), puback(3)), client.received());
        assertEquals(3, proxy.rejects(FailureReason.TOO_MANY_USER_PROPERTIES));
        client.assertOpen();
    }

    @Test
    void authIsAProtocolErrorWithoutEnhancedAuthentication() {
        client.sends(Wire.packet(0xF0, Wire.bytes(0x19, 4, 0x15), Wire.string("x")));

        assertEquals(0x82, client.receivedDisconnect());
        client.assertClosed("protocol-error");
    }

    private static byte[][] tooManyUserProperties() {
        byte[][] properties = new byte[PacketLimits.DEFAULTS.maxUserProperties() + 1][];
        Arrays.fill(properties, Wire.join(Wire.bytes(0x26), Wire.string("k"), Wire.string("v")));
        return properties;
    }

    private void stores(String payload) {
        proxy.sink.store(payload);
        proxy.runTasks();
    }

    private List<String> topics() {
        proxy.sink.storeAll();
        return proxy.sink.storedPublications().stream()
                .map(publication -> publication.destination().mqttTopic())
                .toList();
    }
}
