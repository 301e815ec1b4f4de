package io.mqttproxy.bench.load;

import io.mqttproxy.bench.client.Transport;
import io.mqttproxy.bench.ledger.Ledger;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * All simulated devices of a run and their event loops. Methods are for one thread, which must not be
 * an event loop.
 */
public final class Fleet implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final EventLoopGroup eventLoops;
    private final FleetMeter meter = new FleetMeter();
    private final List<Pacer> pacers = new ArrayList<>();
    private final int devices;

    /** Creates the devices, which do nothing yet. */
    public Fleet(FleetOptions options, Schedule schedule, Payloads payloads) {
        eventLoops = Transport.eventLoops(options.threads());
        devices = options.devices();
        Crew crew = new Crew(options, schedule, payloads, meter);
        for (int first = 0; first < options.threads(); first++) {
            pacers.add(new Pacer(eventLoops.next(), crew, first, options.threads()));
        }
    }

    /** What the devices have done so far. */
    public FleetMeter meter() {
        return meter;
    }

    /** Begins to connect. */
    public void connect() {
        pacers.forEach(Pacer::connect);
    }

    /** Begins to publish, connected or not. */
    public void publish() {
        long now = System.nanoTime();
        pacers.forEach(pacer -> pacer.start(now));
    }

    /** Whether the whole schedule has become due. */
    public boolean isDone() {
        return pacers.stream().allMatch(Pacer::isDone);
    }

    /** Ends the schedule early. */
    public void stop() {
        pacers.forEach(Pacer::stop);
    }

    /** Sends a ping on each connection: its answer means that the server has read everything before it. */
    public void ping() {
        pacers.forEach(pacer -> pacer.forEachDevice(Device::ping));
    }

    /** Disconnects all devices and tells what each has sent. */
    public Ledger disconnect() {
        Ledger ledger = new Ledger(devices);
        forEachDevice(Device::disconnect);
        forEachDevice(device -> ledger.enter(device.index(), device.published(), device.unacknowledged()));
        return ledger;
    }

    private void forEachDevice(Consumer<Device> task) {
        CompletableFuture.allOf(
                        pacers.stream().map(pacer -> pacer.forEachDevice(task)).toArray(CompletableFuture<?>[]::new))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        eventLoops.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
