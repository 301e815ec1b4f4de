package io.mqttproxy.transport;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.ListenerConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds the stages that a listener needs (PROXY protocol, TLS, WebSocket) in front of the MQTT
 * handlers.
 *
 * <p>The MQTT handlers are in the pipeline from the start and see only plain MQTT bytes:
 * <ul>
 * <li>They see {@code channelActive} when the socket is accepted, so a timeout that they start then
 * covers the stages too.
 * <li>A connection that ends before MQTT reaches them as one {@link TransportFailure}, followed by
 * {@code channelInactive}.
 * <li>They must write nothing before they have received the first bytes.
 * </ul>
 *
 * <p>No stage changes {@code autoRead}. A stage that needs more bytes to finish what it has begun asks
 * for one more read.
 */
public final class ListenerPipeline extends ChannelInitializer<Channel> {
    private final ListenerConfig listener;
    private final TransportSettings settings;
    private final Consumer<ChannelPipeline> tail;
    private final @Nullable WebSocketHandshake webSocket;

    /**
     * @param tail appends the MQTT handlers of a new connection; called on the channel's event loop
     * @throws ConfigException when the listener uses TLS and no certificate is configured
     */
    public ListenerPipeline(ListenerConfig listener, TransportSettings settings, Consumer<ChannelPipeline> tail) {
        this.listener = listener;
        this.settings = settings;
        this.tail = tail;
        if (listener.scheme().tls() && settings.tls() == null) {
            throw new ConfigException("listen", listener + " needs tls-cert and tls-key");
        }
        this.webSocket = listener.scheme().webSocket()
                ? new WebSocketHandshake(
                        listener.path(),
                        settings.webSocket(),
                        settings.limits().packets().maxPacketSize())
                : null;
    }

    /**
     * Upper bound of the memory, in bytes, that the stages hold for received bytes that are not MQTT
     * yet. Call on the event loop.
     */
    public static int receivedBytes(ChannelPipeline pipeline) {
        return TlsRecords.received(pipeline) + RequestBytes.received(pipeline);
    }

    @Override
    protected void initChannel(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (listener.proxyProtocol()) {
            ProxyHeaderHandler.addTo(pipeline, settings.proxyProtocol());
        }
        if (listener.scheme().tls() && settings.tls() != null) {
            settings.tls().addTo(pipeline, settings.limits().connections().connectTimeout());
        }
        if (webSocket != null) {
            WebSocketUpgrade.addTo(pipeline, webSocket);
        }
        tail.accept(pipeline);
    }
}
