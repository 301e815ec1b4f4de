package io.mqttproxy.transport;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.ListenerConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the stages that a listener needs, of PROXY protocol, TLS and WebSocket, in front of the MQTT handlers.
 *
 * <p>The MQTT handlers are there from the start and see plain MQTT bytes only. Their {@code channelActive} is the accept
 * of the socket, so a time limit that they start then covers the stages, too. They learn of a connection that ends
 * before MQTT by one {@link TransportFailure}, followed by {@code channelInactive}, and write nothing before the first
 * bytes have reached them. No stage touches {@code autoRead}; a stage that needs more bytes to finish what it has begun
 * asks for one more read.
 */
public final class ListenerPipeline extends ChannelInitializer<Channel> {
    private final ListenerConfig listener;
    private final TransportSettings settings;
    private final Consumer<ChannelPipeline> tail;
    private final @Nullable WebSocketHandshake webSocket;

    /**
     * @param tail appends the MQTT handlers of one new connection; called on its event loop
     * @throws ConfigException when the listener speaks TLS and there are no certificates
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

    /** Bytes of memory that the stages take at most for what was received and is not MQTT yet; on the event loop. */
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
