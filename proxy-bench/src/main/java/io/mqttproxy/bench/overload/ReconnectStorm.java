package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.client.MqttVersion;
import io.mqttproxy.bench.report.OverloadResult.Check;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * All clients connect at once, several times over, while others publish. Some share a name of which only a few connections
 * may be open.
 */
final class ReconnectStorm implements Overload {
    private static final int BURSTS = 3;
    /** Every so many clients one has a name: to check passwords is expensive by intention. */
    private static final int NAMED = 10;

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int POLITE = 50;
    private static final double POLITE_RATE = 500;
    private static final int POLITE_WINDOW = 1_000;
    private static final int POLITE_SIZE = 100;

    @Override
    public List<Check> run(Stage stage) throws InterruptedException {
        try (Devices polite = new Devices(
                        stage, false, "polite", POLITE, POLITE_WINDOW, POLITE_SIZE, Devices.steady(POLITE_RATE));
                RawSockets sockets = new RawSockets(stage.server())) {
            polite.connect().publish();
            stage.waiting().hold(PAUSE);
            polite.meter().takeAcknowledgementMicros();
            for (int burst = 0; burst < BURSTS; burst++) {
                sockets.open(stage.plan().clients(), ReconnectStorm::words);
                stage.waiting().hold(PAUSE);
            }
            Histogram micros = polite.meter().takeAcknowledgementMicros();
            return checks(stage, sockets, micros.getValueAtPercentile(99) / 1e3, polite);
        }
    }

    private static ByteBuf words(int index) {
        String clientId = "storm-" + index;
        return switch (index % NAMED) {
            case 0 -> Words.connect(MqttVersion.V5, clientId, ProxyIdentity.USER, ProxyIdentity.PASSWORD);
            case 1, 2, 3 -> Words.connect(MqttVersion.V3_1_1, clientId);
            default -> Words.connect(MqttVersion.V5, clientId);
        };
    }

    private static List<Check> checks(Stage stage, RawSockets sockets, double p99Millis, Devices polite)
            throws InterruptedException {
        long all = (long) BURSTS * stage.plan().clients();
        stage.waiting().until(() -> sockets.answered() + sockets.unanswered() == all);
        long connections = polite.meter().connects();
        boolean settled = polite.settle();
        long shed = stage.watch().closed("connect-rate-exceeded");
        return List.of(
                new Check("connections", String.format("%,d", all), true),
                new Check("shed before a word", String.format("%,d", shed), shed > 0),
                new Check("closed unanswered", String.format("%,d", sockets.unanswered()), true),
                told(sockets, "let in", "CONNACK 0x00"),
                told(sockets, "MQTT 5, rate", "CONNACK 0x9f"),
                told(sockets, "MQTT 5, quota", "CONNACK 0x97"),
                told(sockets, "MQTT 3.1.1", "CONNACK 0x03"),
                new Check("polite p99", String.format("%.0f ms", p99Millis), true),
                new Check("polite reconnects", Long.toString(connections - POLITE), connections == POLITE),
                new Check("polite acknowledged", settled ? "all" : "not all", settled));
    }

    private static Check told(RawSockets sockets, String name, String answer) {
        long count = sockets.answered(answer);
        return new Check(name, String.format("%,d %s", count, answer), count > 0);
    }
}
