package io.mqttproxy.bench.kafka;

import io.mqttproxy.bench.relay.TcpRelay;
import io.mqttproxy.transport.NativeTransport;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Simulates a distant Kafka: clients reach each broker through a relay that adds a delay. */
final class Distance implements AutoCloseable {
    private static final int SHUTDOWN_SECONDS = 10;

    private final EmbeddedKafkaOptions options;
    private final List<Integer> ports;
    private final EventLoopGroup eventLoops = NativeTransport.best().newEventLoops(1, "relay");
    private final List<TcpRelay> relays;

    /**
     * Listens where clients look for the brokers.
     *
     * @param options what Kafka is to look like, as if there were no relays
     * @param roundTrip half of which each direction takes
     * @throws IllegalStateException when a port is taken
     */
    Distance(EmbeddedKafkaOptions options, Duration roundTrip) {
        this.options = options;
        ports = new FreePorts().startingAt(options.port(), options.nodes());
        relays = ports.stream()
                .map(port -> new TcpRelay(eventLoops.next(), port, roundTrip.dividedBy(2)))
                .toList();
    }

    /** Starts Kafka at the far end. The caller closes it, and then this. */
    EmbeddedKafka startKafka() {
        EmbeddedKafka kafka = EmbeddedKafka.start(options.withPort(0).withAdvertisedPorts(ports));
        for (int index = 0; index < relays.size(); index++) {
            relays.get(index).to(List.of(kafka.brokerAddresses().get(index)));
        }
        return kafka;
    }

    @Override
    public void close() {
        relays.forEach(TcpRelay::close);
        eventLoops.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
