package io.mqttproxy.bench.chaos;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.client.FakeMqttServer;
import io.mqttproxy.bench.client.ServerAnswers;
import io.mqttproxy.bench.lab.Waiting;
import io.mqttproxy.bench.ledger.Ledger;
import io.mqttproxy.bench.ledger.Stamp;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SwarmTest {
    private static final double RATE = 200;

    @Test
    void unacknowledgedMessagesAreSentAgainInOrderWithDupBeforeNewOnes() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::silent);
                Swarm swarm = swarm(server)) {
            swarm.start();
            assertPublish(server, 0, false);
            assertPublish(server, 1, false);
            swarm.stopPublishing();

            long sent = swarm.state().published();
            server.cut();

            // How much of the first round was on the wire before the cut is nobody's business here.
            MqttPublishMessage publish = nextPublish(server);
            while (!publish.fixedHeader().isDup()) {
                publish = nextPublish(server);
            }
            assertSequence(0, publish);
            for (long sequence = 1; sequence < sent; sequence++) {
                assertPublish(server, sequence, true);
            }
            assertFalse(swarm.state().settled());
            assertEquals(sent, swarm.ledger().unacknowledged(0).cardinality());
        }
    }

    @Test
    void acknowledgedMessagesMustBeStoredUnlessForgiven() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::obliging);
                Swarm swarm = swarm(server);
                StopSignal never = new StopSignal()) {
            Waiting waiting = new Waiting(never, () -> {});
            swarm.start();
            waiting.require("acknowledgements", () -> swarm.state().acknowledged() >= 10);
            swarm.forgiveAcknowledged();
            long forgiven = swarm.forgiven();
            long forgivenTime = System.nanoTime();
            waiting.require("more of them", () -> swarm.allHeardSince(forgivenTime));
            swarm.stopPublishing();
            waiting.require("the rest", () -> swarm.state().settled());

            Ledger ledger = swarm.ledger();

            BitSet first = new BitSet();
            first.set(0, Math.toIntExact(forgiven));
            assertEquals(first, ledger.unacknowledged(0));
            assertTrue(ledger.published(0) > forgiven);
            assertEquals(0, swarm.state().disordered());
        }
    }

    private static Swarm swarm(FakeMqttServer server) {
        return new Swarm(server.address(), "chaos/test", 1, RATE, 7);
    }

    private static void assertPublish(FakeMqttServer server, long sequence, boolean duplicate) throws Exception {
        MqttPublishMessage publish = nextPublish(server);
        assertSequence(sequence, publish);
        assertEquals(duplicate, publish.fixedHeader().isDup());
    }

    private static void assertSequence(long sequence, MqttPublishMessage publish) {
        Stamp stamp = requireNonNull(Stamp.read(ByteBufUtil.getBytes(publish.payload())));
        assertEquals(sequence, stamp.sequence());
    }

    private static MqttPublishMessage nextPublish(FakeMqttServer server) throws Exception {
        MqttMessage message = server.next();
        while (!(message instanceof MqttPublishMessage)) {
            message = server.next();
        }
        return (MqttPublishMessage) message;
    }
}
