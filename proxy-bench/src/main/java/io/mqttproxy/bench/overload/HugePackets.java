package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.client.MqttVersion;
import io.mqttproxy.bench.report.OverloadResult.Check;
import io.netty.buffer.Unpooled;
import java.util.List;

/** Every client announces a packet of 256 MiB, the longest that MQTT can express, and begins to send it. */
final class HugePackets implements Overload {
    private static final int LONGEST = 268_435_455;
    private static final int SENT = 1_000;
    private static final String PACKET_TOO_LARGE = "DISCONNECT 0x95 from server";

    @Override
    public List<Check> run(Stage stage) throws InterruptedException {
        int count = stage.plan().clients();
        int mqtt5 = count / 2;
        try (RawSockets sockets = new RawSockets(stage.server())) {
            sockets.open(
                    count,
                    index -> Unpooled.wrappedBuffer(
                            Words.connect(index < mqtt5 ? MqttVersion.V5 : MqttVersion.V3_1_1, "huge-" + index),
                            Words.unfinished(Words.PUBLISH, LONGEST, SENT)));
            stage.waiting().until(() -> sockets.closed() == count);
            long refused = stage.watch().closed("packet-too-large");
            long told = sockets.answered(PACKET_TOO_LARGE);
            return List.of(
                    new Check("refused", String.format("%,d of %,d", refused, count), refused == count),
                    new Check("told 0x95", String.format("%,d of %,d with MQTT 5", told, mqtt5), told == mqtt5));
        }
    }
}
