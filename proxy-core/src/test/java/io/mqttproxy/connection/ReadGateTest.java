package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.mqtt.ProtocolVersion;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a connection while packets are held, and in the moment when its gate opens. */
class ReadGateTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    private final TestClient client = proxy.connect(ProtocolVersion.MQTT_5);

    @BeforeEach
    void holdPublishesBack() {
        proxy.sink.backPressure(true);
        client.publishes(0, 0, "a", "x".repeat(32 * 1024));
    }

    /** An embedded channel runs what waits for its event loop as soon as it is told to read. */
    @Test
    void aConnectionThatEndsWhileReadingBeginsIsPausedNoLonger() {
        client.publishes(0, 0, "a", "held");
        assertEquals(1, paused());
        proxy.router((topic, origin, qos, retain) -> {
            proxy.eventLoop().execute(client::vanishes);
            return TestProxy.BY_NAME.route(topic, origin, qos, retain);
        });

        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofMillis(100));

        assertEquals(0, paused());
    }

    @Test
    void heldPublishesOfAClientThatLeftAreTakenEvenIfTheLastOneIsIncomplete() {
        byte[] cut = Arrays.copyOf(client.publish(0, 0, "a", "cut"), 5);
        client.sends(client.publish(0, 0, "a", "held"), cut).vanishes();

        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofMillis(100));

        assertEquals(List.of("held"), proxy.sink.pending().subList(1, 2));
    }

    private long paused() {
        return proxy.metrics.total(Count.PAUSED_CONNECTIONS);
    }
}
