package io.mqttproxy.bench.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One MQTT connection that publishes, with a window of unacknowledged publishes. Remembers only packet
 * identifiers: the owner keeps the messages and decides whether to send them again. All methods must
 * be called on one event loop.
 */
public final class MqttClient {
    /**
     * Nothing was published, because the window or the send buffer is full; {@link
     * MqttClientListener#onRoom} will follow.
     */
    public static final int NO_ROOM = -1;

    private static final int FIRST_SIZE = 4 * 1024;
    private static final int FLUSH_SIZE = 32 * 1024;

    private final EventLoop eventLoop;
    private final MqttClientOptions options;
    private final MqttClientListener listener;
    private final PacketIds packetIds;
    private final Channel channel;

    private @Nullable ByteBuf unwritten;
    private boolean connected;
    private boolean closed;
    private boolean sentSincePing;

    private MqttClient(EventLoop eventLoop, MqttClientOptions options, MqttClientListener listener) {
        this.eventLoop = eventLoop;
        this.options = options;
        this.listener = listener;
        packetIds = new PacketIds(options.window());
        ChannelFuture opening = open();
        channel = opening.channel();
        opening.addListener(future -> {
            Throwable cause = future.cause();
            if (cause != null) {
                end(CloseReasons.of(cause));
            }
        });
        eventLoop.schedule(this::onConnectTimeout, options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Begins to connect; the listener is told the result. Must be called on the event loop. */
    public static MqttClient connect(EventLoop eventLoop, MqttClientOptions options, MqttClientListener listener) {
        return new MqttClient(eventLoop, options, listener);
    }

    private ChannelFuture open() {
        return Transport.bootstrap()
                .group(eventLoop)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(options.connectTimeout().toMillis()))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        options.carrier().addTo(opened.pipeline(), options.server());
                        opened.pipeline().addLast(new PacketReader(MqttClient.this));
                    }
                })
                .connect(options.server(), options.source());
    }

    /**
     * Encodes a publish; it leaves with the next {@link #flush}, or earlier.
     *
     * @param topic in UTF-8
     * @param qos 0, 1 or 2
     * @param duplicate whether an earlier connection of the same session may have delivered it already
     * @return its packet identifier, 0 for QoS 0, or {@link #NO_ROOM}
     */
    public int publish(byte[] topic, int qos, boolean duplicate, Payload payload) {
        if (!connected || !channel.isWritable()) {
            return NO_ROOM;
        }
        int packetId = qos == 0 ? 0 : packetIds.take();
        if (qos > 0 && packetId == PacketIds.NONE) {
            return NO_ROOM;
        }
        ByteBuf packets = unwritten();
        PacketWriter.publish(packets, options.version(), topic, qos, duplicate, packetId, payload);
        if (packets.readableBytes() >= FLUSH_SIZE) {
            flush();
        }
        return packetId;
    }

    /** Passes all encoded packets to the operating system. */
    public void flush() {
        ByteBuf packets = unwritten;
        if (packets != null) {
            unwritten = null;
            sentSincePing = true;
            channel.writeAndFlush(packets, channel.voidPromise());
        }
    }

    /** Sends a PINGREQ and flushes; {@link MqttClientListener#onPong} follows. */
    public void ping() {
        if (connected) {
            PacketWriter.pingreq(unwritten());
            flush();
        }
    }

    /** Sends DISCONNECT, when connected, and closes. */
    public void disconnect() {
        if (connected) {
            PacketWriter.disconnect(unwritten());
            flush();
        }
        end("disconnected");
    }

    void onActive() {
        PacketWriter.connect(unwritten(), options);
        flush();
    }

    void onConnack(int code, int receiveMaximum) {
        if (code != 0) {
            end(CloseReasons.ofConnack(code));
            return;
        }
        connected = true;
        packetIds.limit(receiveMaximum);
        if (options.keepAlive() > 0) {
            schedulePing();
        }
        listener.onConnected();
    }

    void onPuback(int packetId, int reasonCode, long time) {
        packetIds.giveBack(packetId);
        listener.onAcknowledged(packetId, reasonCode, time);
    }

    /** A negative PUBREC ends the exchange (MQTT 5.0 section 4.3.3). */
    void onPubrec(int packetId, int reasonCode, long time) {
        if (reasonCode >= 0x80) {
            packetIds.giveBack(packetId);
        } else {
            PacketWriter.pubrel(unwritten(), packetId);
        }
        listener.onAcknowledged(packetId, reasonCode, time);
    }

    void onPubcomp(int packetId) {
        packetIds.giveBack(packetId);
    }

    void onPingresp() {
        listener.onPong();
    }

    void onDisconnect(int code) {
        end(CloseReasons.ofDisconnect(code));
    }

    void onReadComplete() {
        if (connected) {
            listener.onRoom();
        }
        flush();
    }

    /** Closes, and tells the listener once. */
    void end(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        connected = false;
        if (unwritten != null) {
            unwritten.release();
            unwritten = null;
        }
        channel.close();
        listener.onClosed(reason);
    }

    private void onConnectTimeout() {
        if (!connected) {
            end("no CONNACK in time");
        }
    }

    /** One timer per connection, which sends a ping only when nothing else was sent. */
    private void schedulePing() {
        eventLoop.schedule(
                () -> {
                    if (!closed) {
                        if (!sentSincePing) {
                            ping();
                        }
                        sentSincePing = false;
                        schedulePing();
                    }
                },
                options.keepAlive() * 500L,
                TimeUnit.MILLISECONDS);
    }

    private ByteBuf unwritten() {
        if (unwritten == null) {
            unwritten = channel.alloc().buffer(FIRST_SIZE);
        }
        return unwritten;
    }
}
