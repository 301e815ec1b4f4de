package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.client.MqttVersion;
import io.mqttproxy.bench.report.OverloadResult.Check;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** Clients publish small messages as fast as they can, and never read an acknowledgement. */
final class UnreadAcks implements Overload {
    private static final int CLIENTS = 30;
    private static final int PUBLISHES = 400;
    private static final int SIZE = 24;

    @Override
    public List<Check> run(Stage stage) throws InterruptedException {
        ByteBuf publishes = Words.publishes(MqttVersion.V5, PUBLISHES, SIZE);
        try (RawSockets sockets = new RawSockets(stage.server())) {
            sockets.openDeaf(CLIENTS, index -> Words.connect(MqttVersion.V5, "deaf-" + index), publishes);
            stage.waiting().until(() -> closed(stage) == CLIENTS);
        } finally {
            publishes.release();
        }
        return List.of(new Check(
                "closed as acks-unread", closed(stage) + " of " + CLIENTS + " clients", closed(stage) == CLIENTS));
    }

    private static long closed(Stage stage) {
        return stage.watch().closed("acks-unread");
    }
}
