package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.client.MqttVersion;
import io.mqttproxy.bench.report.OverloadResult.Check;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/** Every client sends almost all of a large packet, and never its end: together more than {@code receive-memory}. */
final class UnfinishedPackets implements Overload {
    private static final int LENGTH = 260_000;
    private static final int SENT = 250_000;

    @Override
    public List<Check> run(Stage stage) throws InterruptedException {
        int count = stage.plan().clients();
        ByteBuf part = Words.unfinished(Words.PUBLISH, LENGTH, SENT);
        try (RawSockets sockets = new RawSockets(stage.server())) {
            sockets.open(
                    count,
                    index -> Unpooled.wrappedBuffer(
                            Words.connect(MqttVersion.V5, "slow-" + index), part.retainedDuplicate()));
            boolean arrived = stage.waiting().until(() -> sockets.said() + sockets.closed() >= count);
            stage.waiting().hold(stage.plan().outage());
            long closed = stage.watch().closed("receive-memory-exceeded");
            return List.of(
                    new Check("sent", String.format("%,d MB", (long) SENT * count / 1_000_000), arrived),
                    new Check("still connected", String.format("%,d", count - sockets.closed()), true),
                    new Check("all others closed for it", String.format("%,d", closed), closed == sockets.closed()));
        } finally {
            part.release();
        }
    }
}
