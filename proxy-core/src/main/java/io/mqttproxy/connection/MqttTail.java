package io.mqttproxy.connection;

import io.mqttproxy.mqtt.DecoderLimits;
import io.mqttproxy.mqtt.PacketDecoder;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.mqtt.MqttEncoder;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Adds the MQTT tail of a pipeline: decoder, encoder, connection. It is the same for every kind of
 * listener. Thread-safe.
 */
public final class MqttTail {
    private final ConnectionServices services;
    private final DecoderLimits decoderLimits;
    private final LongSupplier clock;
    private final LoopShare share;
    private final Map<EventLoop, ConnectionLoop> loops = new ConcurrentHashMap<>();

    /** @param eventLoops number of event loops that share the connections */
    public MqttTail(ConnectionServices services, int eventLoops) {
        this(services, eventLoops, System::nanoTime);
    }

    MqttTail(ConnectionServices services, int eventLoops, LongSupplier clock) {
        this.services = services;
        this.clock = clock;
        this.share = LoopShare.of(services.limits(), eventLoops);
        this.decoderLimits = new DecoderLimits(
                services.limits().packets().maxPacketSize(),
                services.limits().packets().maxUserProperties());
    }

    /**
     * Adds the handlers. Call on the channel's event loop.
     *
     * @param listener the listener's scheme, for metrics
     */
    public void addTo(ChannelPipeline pipeline, String listener) {
        PacketDecoder decoder = new PacketDecoder(decoderLimits);
        pipeline.addLast("decoder", decoder);
        pipeline.addLast("encoder", MqttEncoder.INSTANCE);
        ConnectionLoop loop = loops.computeIfAbsent(
                pipeline.channel().eventLoop(),
                eventLoop -> new ConnectionLoop(eventLoop, services.metrics().newLoopCounters(), share, clock));
        pipeline.addLast("connection", new ConnectionHandler(services, loop, decoder, listener));
    }

    /** The state of every event loop that has or had connections. */
    public Collection<ConnectionLoop> loops() {
        return Collections.unmodifiableCollection(loops.values());
    }
}
