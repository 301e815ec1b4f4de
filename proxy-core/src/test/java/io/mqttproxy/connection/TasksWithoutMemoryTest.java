package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.mqtt.DecoderLimits;
import io.mqttproxy.mqtt.PacketDecoder;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.transport.TransportAttributes;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttEncoder;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** There may be no memory for a task of an event loop. */
class TasksWithoutMemoryTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    private final LoopCounters counters = proxy.metrics.newLoopCounters();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().register(false).build();

    @Test
    void outcomesWithoutAWakeUpAreFoundByTheSweep() {
        connect("execute", Connect.of(ProtocolVersion.MQTT_3_1_1, "device"));
        channel.writeInbound(Unpooled.wrappedBuffer(Wire.bytes(0x32, 6, 0, 1, 'a', 0, 1, 'p')));

        proxy.sink.store("p");
        proxy.runTasks();
        assertEquals(1, counters.get(Count.IN_FLIGHT));
        proxy.advance(Duration.ofSeconds(1));

        assertEquals(0, counters.get(Count.IN_FLIGHT));
        assertEquals(1, counters.get(Count.ACKS_QOS_1));
        channel.close();
        channel.releaseOutbound();
    }

    /** Nobody would end its wait. */
    @Test
    void aWillThatCannotWaitForKafkaIsLost() {
        connect("schedule", Connect.of(ProtocolVersion.MQTT_3_1_1, "device").will("w", 1, "bye"));
        proxy.sink.backPressure(true);

        channel.close();
        proxy.runTasks();

        assertEquals(1, proxy.losses(FailureReason.STALLED));
        assertEquals(0, proxy.registry.unfinished());
        proxy.sink.backPressure(false);
        proxy.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), proxy.sink.pending());
        channel.releaseOutbound();
    }

    private void connect(String withoutMemory, Connect connect) {
        ConnectionLoop loop = new ConnectionLoop(
                withoutMemory(proxy.eventLoop(), withoutMemory),
                counters,
                LoopShare.of(LimitsConfig.DEFAULTS, 1),
                System::nanoTime);
        PacketDecoder decoder = new PacketDecoder(new DecoderLimits(100, 1));
        channel.attr(TransportAttributes.REMOTE_ADDRESS).set(InetSocketAddress.createUnresolved("device", 1883));
        proxy.eventLoop().register(channel);
        channel.pipeline()
                .addLast("decoder", decoder)
                .addLast("encoder", MqttEncoder.INSTANCE)
                .addLast("connection", new ConnectionHandler(proxy.services(), loop, decoder, "mqtt"));
        channel.writeInbound(Unpooled.wrappedBuffer(connect.bytes()));
    }

    /** Takes no task through the method of that name. */
    private static EventLoop withoutMemory(EventLoop loop, String name) {
        return (EventLoop) Proxy.newProxyInstance(
                EventLoop.class.getClassLoader(), new Class<?>[] {EventLoop.class}, (self, method, arguments) -> {
                    if (method.getName().equals(name)) {
                        throw new OutOfMemoryError("no room for a task");
                    }
                    return method.invoke(loop, arguments);
                });
    }
}
