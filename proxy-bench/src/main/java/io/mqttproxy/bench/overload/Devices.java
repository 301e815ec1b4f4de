package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.client.Carrier;
import io.mqttproxy.bench.ledger.Ledger;
import io.mqttproxy.bench.load.DeviceNames;
import io.mqttproxy.bench.load.Fleet;
import io.mqttproxy.bench.load.FleetMeter;
import io.mqttproxy.bench.load.FleetOptions;
import io.mqttproxy.bench.load.Schedule;
import io.mqttproxy.bench.load.StampedPayloads;
import io.mqttproxy.bench.report.Verification;
import io.mqttproxy.bench.verify.TopicTally;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Devices that publish with QoS 1, connect again after a loss, and keep each message until it is acknowledged. */
final class Devices implements AutoCloseable {
    private final Stage stage;
    private final int count;
    private final int run = ThreadLocalRandom.current().nextInt();
    private final Fleet fleet;

    /**
     * Devices that do nothing yet.
     *
     * @param name tells them from others of the same stage
     * @param window unacknowledged publishes of one device at a time
     * @param size of a payload in bytes
     * @param schedule of all of them together
     */
    Devices(Stage stage, boolean tls, String name, int count, int window, int size, Schedule schedule) {
        this.stage = stage;
        this.count = count;
        FleetOptions options = FleetOptions.keepingMessages(
                tls ? stage.tlsServer() : stage.server(),
                tls ? new Carrier(stage.tls(), null) : Carrier.TCP,
                count,
                new DeviceNames(name + "-{index}", name + "/{index}"),
                window,
                run);
        fleet = new Fleet(options, schedule, new StampedPayloads(run, size, run));
    }

    /** As many messages as windows let through, until there have been so many. */
    static Schedule asFastAsPossible(long messages) {
        return new Schedule(0, Duration.ZERO, Duration.ofDays(1), messages);
    }

    /** So many messages a second, for as long as it takes. */
    static Schedule steady(double rate) {
        return new Schedule(rate, Duration.ZERO, Duration.ofDays(1), Long.MAX_VALUE);
    }

    /** Returns when all of them are connected. */
    Devices connect() throws InterruptedException {
        fleet.connect();
        stage.waiting().require("all devices to connect", () -> meter().connected() == count);
        return this;
    }

    void publish() {
        fleet.publish();
    }

    /** Nothing new is sent from now on. Returns whether everything that was is acknowledged in the end. */
    boolean settle() throws InterruptedException {
        fleet.stop();
        return stage.waiting().until(() -> meter().published() == meter().acknowledged() && meter().inFlight() == 0);
    }

    FleetMeter meter() {
        return fleet.meter();
    }

    /** Disconnects, and compares what was acknowledged with what Kafka has. */
    Verification verify() {
        Ledger ledger = fleet.disconnect();
        return TopicTally.of(stage.kafka().bootstrapServers(), stage.topic()).result(run, ledger);
    }

    @Override
    public void close() {
        fleet.disconnect();
        fleet.close();
    }
}
