package io.mqttproxy.mqtt;

import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.UserProperty;
import io.netty.buffer.ByteBufUtil;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes out every field of a packet, so that two can be compared; {@link NettyText} does the same for Netty's. */
final class PacketText implements PacketListener {
    private String text = "";

    static String of(InboundPacket packet) {
        PacketText text = new PacketText();
        packet.deliverTo(text);
        return text.text;
    }

    @Override
    public void onConnect(ConnectPacket packet) {
        text = line(
                "CONNECT",
                packet.version(),
                packet.clientId(),
                packet.cleanStart(),
                packet.keepAliveSeconds(),
                packet.username(),
                hex(packet.password()),
                packet.will() == null ? null : will(packet.will()),
                packet.sessionExpirySeconds(),
                packet.receiveMaximum(),
                packet.maximumPacketSize(),
                packet.topicAliasMaximum(),
                packet.requestResponseInformation(),
                packet.requestProblemInformation(),
                packet.authenticationMethod(),
                userProperties(packet.userProperties()));
    }

    @Override
    public void onPublish(PublishPacket packet) {
        text = line(
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
    public void onPubrel(PubrelPacket packet) {
        text = line("PUBREL", packet.packetId());
    }

    @Override
    public void onSubscribe(SubscribePacket packet) {
        text = line("SUBSCRIBE", packet.packetId(), packet.filters());
    }

    @Override
    public void onUnsubscribe(UnsubscribePacket packet) {
        text = line("UNSUBSCRIBE", packet.packetId(), packet.filters());
    }

    @Override
    public void onPingreq() {
        text = line("PINGREQ");
    }

    @Override
    public void onDisconnect(DisconnectPacket packet) {
        text = line("DISCONNECT", packet.reasonCode(), packet.sessionExpirySeconds());
    }

    @Override
    public void onAuth(AuthPacket packet) {
        text = line("AUTH", packet.reasonCode());
    }

    @Override
    public void onUnexpected(UnexpectedPacket packet) {
        text = line(packet.name());
    }

    @Override
    public void onMalformed(MalformedPacket packet) {
        text = packet.toString();
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
