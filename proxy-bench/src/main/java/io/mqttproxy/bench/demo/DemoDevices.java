package io.mqttproxy.bench.demo;

import io.mqttproxy.bench.client.Carrier;
import io.mqttproxy.bench.load.DeviceNames;
import io.mqttproxy.bench.load.Fleet;
import io.mqttproxy.bench.load.FleetOptions;
import io.mqttproxy.bench.load.Schedule;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** The demo's own sensors. */
final class DemoDevices implements AutoCloseable {
    private static final int WINDOW = 32;

    private final Fleet fleet;
    private final int devices;
    private long shownTime = System.nanoTime();
    private long shownAcknowledged;

    /**
     * Begins to connect and to publish at QoS 1.
     *
     * @param rate messages per second of all together
     */
    DemoDevices(InetSocketAddress server, int devices, double rate) {
        this.devices = devices;
        FleetOptions options = FleetOptions.keepingMessages(
                server, Carrier.TCP, devices, new DeviceNames("sensor-{index}", "sensors/{clientid}"), WINDOW, 0);
        Schedule schedule = new Schedule(rate, Duration.ofSeconds(1), Duration.ofDays(365), Long.MAX_VALUE);
        fleet = new Fleet(options, schedule, new SensorPayloads());
        fleet.connect();
        fleet.publish();
    }

    /** How they fare since the last call. */
    String status() {
        long now = System.nanoTime();
        long acknowledged = fleet.meter().acknowledged();
        double perSecond = (acknowledged - shownAcknowledged) * 1e9 / (now - shownTime);
        shownTime = now;
        shownAcknowledged = acknowledged;
        Histogram micros = fleet.meter().takeAcknowledgementMicros();
        return String.format(
                "%,d of %,d sensors · %,.0f msg/s stored · ack p50 %.1f ms, p99 %.1f ms · ",
                fleet.meter().connected(),
                devices,
                perSecond,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3);
    }

    @Override
    public void close() {
        fleet.disconnect();
        fleet.close();
    }
}
