package io.mqttproxy.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.bench.client.Carrier;
import io.mqttproxy.bench.client.MqttVersion;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetOptionsTest {
    @Test
    void devicesUseEachPairOfSourceAndServer() {
        FleetOptions options = options(List.of(address(1), address(2)), List.of(address(3), address(4)));

        long pairs = IntStream.range(0, 4)
                .mapToObj(options::client)
                .map(client -> client.server() + " " + client.source())
                .distinct()
                .count();

        assertEquals(4, pairs);
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress("127.0.0.1", port);
    }

    private static FleetOptions options(List<InetSocketAddress> servers, List<InetSocketAddress> sources) {
        return new FleetOptions(
                servers,
                sources,
                Carrier.TCP,
                MqttVersion.V5,
                4,
                new DeviceNames("device-{index}", "load/{clientid}"),
                null,
                null,
                1,
                1,
                60,
                1_000,
                Duration.ofSeconds(10),
                false,
                1,
                0);
    }
}
