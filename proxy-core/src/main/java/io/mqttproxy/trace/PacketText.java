package io.mqttproxy.trace;

import io.mqttproxy.mqtt.AuthPacket;
import io.mqttproxy.mqtt.ConnectPacket;
import io.mqttproxy.mqtt.DisconnectPacket;
import io.mqttproxy.mqtt.InboundPacket;
import io.mqttproxy.mqtt.MalformedPacket;
import io.mqttproxy.mqtt.PacketListener;
import io.mqttproxy.mqtt.PublishPacket;
import io.mqttproxy.mqtt.PubrelPacket;
import io.mqttproxy.mqtt.ReasonCodes;
import io.mqttproxy.mqtt.SubscribePacket;
import io.mqttproxy.mqtt.UnexpectedPacket;
import io.mqttproxy.mqtt.UnsubscribePacket;
import io.mqttproxy.publish.Publication;

/** Describes packets from a client in one line each: everything but payloads, user names and passwords. */
final class PacketText implements PacketListener<String> {
    private PacketText() {}

    static String of(InboundPacket packet) {
        return packet.deliverTo(new PacketText());
    }

    /** Describes a publication: its topic, and whether it is a will or a dead letter. */
    static String of(Publication publication) {
        return (publication.will() ? "will " : "")
                + Printable.quoted(publication.destination().mqttTopic())
                + (publication.rejected() == null
                        ? ""
                        : " as dead letter, " + publication.rejected().text());
    }

    /** The time that has passed since this reading of {@link System#nanoTime}. */
    static String millisSince(long nanos) {
        return "%.1f ms".formatted((System.nanoTime() - nanos) / 1e6);
    }

    @Override
    public String onConnect(ConnectPacket packet) {
        return "CONNECT MQTT %s, keep alive %d s%s%s%s%s%s"
                .formatted(
                        packet.version(),
                        packet.keepAliveSeconds(),
                        packet.cleanStart() ? ", clean start" : "",
                        packet.sessionExpirySeconds() == 0
                                ? ""
                                : ", session expiry " + packet.sessionExpirySeconds() + " s",
                        packet.username() == null ? "" : ", user name",
                        packet.password() == null ? "" : ", password",
                        packet.will() == null
                                ? ""
                                : ", will on " + Printable.quoted(packet.will().topic()));
    }

    @Override
    public String onPublish(PublishPacket packet) {
        String topic = packet.topic();
        return "PUBLISH %sQoS %d%s%s%s%s, %d bytes"
                .formatted(
                        packet.packetId() == 0 ? "" : packet.packetId() + ", ",
                        packet.qos().level(),
                        packet.dup() ? ", dup" : "",
                        packet.retain() ? ", retain" : "",
                        topic == null ? "" : ", " + Printable.quoted(topic),
                        packet.topicAlias() == 0 ? "" : ", alias " + packet.topicAlias(),
                        packet.payload().length);
    }

    @Override
    public String onPubrel(PubrelPacket packet) {
        return "PUBREL " + packet.packetId();
    }

    @Override
    public String onSubscribe(SubscribePacket packet) {
        return "SUBSCRIBE %d, %d filters".formatted(packet.packetId(), packet.filters());
    }

    @Override
    public String onUnsubscribe(UnsubscribePacket packet) {
        return "UNSUBSCRIBE %d, %d filters".formatted(packet.packetId(), packet.filters());
    }

    @Override
    public String onPingreq() {
        return "PINGREQ";
    }

    @Override
    public String onDisconnect(DisconnectPacket packet) {
        return "DISCONNECT " + ReasonCodes.text(packet.reasonCode());
    }

    @Override
    public String onAuth(AuthPacket packet) {
        return "AUTH " + ReasonCodes.text(packet.reasonCode());
    }

    @Override
    public String onUnexpected(UnexpectedPacket packet) {
        return packet.name() + ", which clients may not send";
    }

    @Override
    public String onMalformed(MalformedPacket packet) {
        return packet.packet() + ", malformed: " + Printable.escaped(packet.problem());
    }
}
