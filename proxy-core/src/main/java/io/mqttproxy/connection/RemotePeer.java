package io.mqttproxy.connection;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.security.Credentials;
import io.mqttproxy.transport.TransportAttributes;
import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The client at the other end of a channel, as far as the transport knows it. */
final class RemotePeer {
    /**
     * The attribute from which Netty's encoder takes the protocol version; without it the encoder
     * assumes 3.1.1.
     */
    private static final AttributeKey<MqttVersion> ENCODER_VERSION = AttributeKey.valueOf("NETTY_CODEC_MQTT_VERSION");

    private final Channel channel;
    private final String listener;

    RemotePeer(Channel channel, String listener) {
        this.channel = channel;
        this.listener = listener;
    }

    String listener() {
        return listener;
    }

    InetSocketAddress address() {
        return TransportAttributes.remoteAddress(channel);
    }

    /** Whether the channel is still open, so that the client can be answered. */
    boolean isConnected() {
        return channel.isActive();
    }

    /** Makes the encoder use this version from now on. */
    void useVersion(ProtocolVersion version) {
        if (version.isMqtt5()) {
            channel.attr(ENCODER_VERSION).set(MqttVersion.MQTT_5);
        }
    }

    Credentials credentials(String clientId, @Nullable String username, byte @Nullable [] password) {
        return new Credentials(
                clientId,
                username,
                password,
                TransportAttributes.clientCertificate(channel),
                TransportAttributes.proxiedCommonName(channel),
                address());
    }
}
