package io.mqttproxy.mqtt;

import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.UserProperty;
import io.netty.buffer.ByteBufUtil;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints every field of a packet, so that two packets can be compared; {@link NettyText} does the same
 * for Netty's packets.
 */
final class PacketFields implements PacketListener<String> {
    static String of(InboundPacket packet) {
        return packet.deliverTo(new PacketFields());
    }

    @Override
    public String onConnect(ConnectPacket packet) {
        return line(
                "CONNECT",
                packet.version(),
                packet.clientId(),
                packet.cleanStart(),
                packet.keepAliveSeconds(),
                packet.username(),
                hex(packet.password()),
                packet.will() == null ? null : will(packet.will()),
                packet.sessionExpirySeconds(),
                packet.maximumPacketSize(),
                packet.authenticationMethod(),
                userProperties(packet.userProperties()));
    }

    @Override
    public String onPublish(PublishPacket packet) {
        return line(
                "PUBLISH",
                packet.topic(),
                packet.topicAlias(),
                packet.packetId(),
                packet.qos(),
                packet.dup(),
                packet.retain(),
                properties(packet.properties()),
                hex(packet.payload()));
    }

    @Override
    public String onPubrel(PubrelPacket packet) {
        return line("PUBREL", packet.packetId());
    }

    @Override
    public String onSubscribe(SubscribePacket packet) {
        return line("SUBSCRIBE", packet.packetId(), packet.filters());
    }

    @Override
    public String onUnsubscribe(UnsubscribePacket packet) {
        return line("UNSUBSCRIBE", packet.packetId(), packet.filters());
    }

    @Override
    public String onPingreq() {
        return line("PINGREQ");
    }

    @Override
    public String onDisconnect(DisconnectPacket packet) {
        return line("DISCONNECT", packet.reasonCode(), packet.sessionExpirySeconds());
    }

    @Override
    public String onAuth(AuthPacket packet) {
        return line("AUTH", packet.reasonCode());
    }

    @Override
    public String onUnexpected(UnexpectedPacket packet) {
        return line(packet.name());
    }

    @Override
    public String onMalformed(MalformedPacket packet) {
        return packet.toString();
    }

    static String line(@Nullable Object... fields) {
        return String.join("|", Arrays.stream(fields).map(String::valueOf).toList());
    }

    static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBufUtil.hexDump(bytes);
    }

    private static String will(Will will) {
        return line(
                will.topic(),
                hex(will.payload()),
                will.qos(),
                will.retain(),
                will.delaySeconds(),
                properties(will.properties()));
    }

    private static String properties(PublishProperties properties) {
        return line(
                properties.payloadFormat(),
                properties.messageExpirySeconds(),
                properties.contentType(),
                properties.responseTopic(),
                hex(properties.correlationData()),
                userProperties(properties.userProperties()));
    }

    private static String userProperties(List<UserProperty> properties) {
        return String.join(
                ",",
                properties.stream()
                        .map(each -> each.name() + "=" + each.value())
                        .toList());
    }
}
