package io.mqttproxy.mqtt;

import io.mqttproxy.publish.UserProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed CONNECT (MQTT 3.1.1 section 3.1, MQTT 5.0 section 3.1).
 *
 * @param version of the protocol name and level
 * @param bridge whether the client set the bridge bit (0x80) of the protocol level, as Mosquitto bridges do
 * @param clientId as sent; may be empty
 * @param cleanStart Clean Session of MQTT 3, Clean Start of MQTT 5
 * @param keepAliveSeconds 0 for none, else 1 to 65,535
 * @param username as sent, {@code null} when there is none
 * @param password as sent, {@code null} when there is none; the receiver clears it when it has been checked
 * @param will what to publish when the client vanishes, or {@code null}
 * @param sessionExpirySeconds MQTT 5 Session Expiry Interval, 0 when absent
 * @param receiveMaximum what the client will take from us at once, 65,535 when absent
 * @param maximumPacketSize the largest packet that the client will take, in bytes, 0 for no limit
 * @param topicAliasMaximum highest alias that the client takes from us, 0 when absent
 * @param requestResponseInformation 1 asks for Response Information in CONNACK (section 3.1.2.11.6)
 * @param requestProblemInformation {@code false} forbids Reason String and User Property outside CONNACK, DISCONNECT
 *     (section 3.1.2.11.7)
 * @param authenticationMethod of enhanced authentication (section 4.12), or {@code null}
 */
public record ConnectPacket(
        ProtocolVersion version,
        boolean bridge,
        String clientId,
        boolean cleanStart,
        int keepAliveSeconds,
        @Nullable String username,
        byte @Nullable [] password,
        @Nullable Will will,
        long sessionExpirySeconds,
        int receiveMaximum,
        long maximumPacketSize,
        int topicAliasMaximum,
        boolean requestResponseInformation,
        boolean requestProblemInformation,
        @Nullable String authenticationMethod,
        List<UserProperty> userProperties)
        implements InboundPacket {

    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onConnect(this);
    }

    /** Bytes of memory that will, credentials and properties take at most: Java may need two for a character. */
    public int memoryBytes() {
        int bytes = will == null ? 0 : will.memoryBytes();
        bytes += username == null ? 0 : 2 * username.length();
        bytes += password == null ? 0 : password.length;
        for (UserProperty property : userProperties) {
            bytes += property.memoryBytes();
        }
        return bytes;
    }

    /** Names no secret: neither user name nor password. */
    @Override
    public String toString() {
        return "CONNECT[" + version + ", client id '" + clientId + "']";
    }
}
