package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.mqtt.DecoderLimits;
import io.mqttproxy.mqtt.PacketDecoder;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import io.mqttproxy.transport.TransportAttributes;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttEncoder;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Kafka's thread may lack the memory to wake an event loop, which then finds the outcomes by itself. */
class LostWakeUpTest {
    @AutoClose
    private final TestProxy proxy = new TestProxy();

    private final LoopCounters counters = proxy.metrics.newLoopCounters();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().register(false).build();

    @Test
    void outcomesWithoutAWakeUpAreFoundByTheSweep() {
        connect();
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

    private void connect() {
        ConnectionLoop loop = new ConnectionLoop(
                withoutMemory(proxy.eventLoop()), counters, LoopShare.of(LimitsConfig.DEFAULTS, 1), System::nanoTime);
        PacketDecoder decoder = new PacketDecoder(new DecoderLimits(100, 1));
        channel.attr(TransportAttributes.REMOTE_ADDRESS).set(InetSocketAddress.createUnresolved("device", 1883));
        proxy.eventLoop().register(channel);
        channel.pipeline()
                .addLast("decoder", decoder)
                .addLast("encoder", MqttEncoder.INSTANCE)
                .addLast("connection", new ConnectionHandler(proxy.services(), loop, decoder, "mqtt"));
        channel.writeInbound(Unpooled.wrappedBuffer(
                Connect.of(ProtocolVersion.MQTT_3_1_1, "device").bytes()));
    }

    /** It runs what is scheduled, and takes no task. */
    private static EventLoop withoutMemory(EventLoop loop) {
        return (EventLoop) Proxy.newProxyInstance(
                EventLoop.class.getClassLoader(), new Class<?>[] {EventLoop.class}, (self, method, arguments) -> {
                    if (method.getName().equals("execute")) {
                        throw new OutOfMemoryError("no room for a task");
                    }
                    return method.invoke(loop, arguments);
                });
    }
}
