package io.mqttproxy.mqtt;

import io.mqttproxy.publish.UserProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed CONNECT (MQTT 3.1.1 section 3.1, MQTT 5.0 section 3.1), without what concerns messages to the client: it
 * gets none.
 *
 * @param version of the protocol name and level
 * @param clientId as sent; may be empty
 * @param cleanStart Clean Session of MQTT 3, Clean Start of MQTT 5
 * @param keepAliveSeconds 0 for none, else 1 to 65,535
 * @param username as sent, {@code null} when there is none
 * @param password as sent, {@code null} when there is none
 * @param will what to publish when the client vanishes, or {@code null}
 * @param sessionExpirySeconds MQTT 5 Session Expiry Interval, 0 when absent
 * @param maximumPacketSize the largest packet that the client will take, in bytes, 0 for no limit
 * @param authenticationMethod of enhanced authentication (section 4.12), or {@code null}
 */
public record ConnectPacket(
        ProtocolVersion version,
        String clientId,
        boolean cleanStart,
        int keepAliveSeconds,
        @Nullable String username,
        byte @Nullable [] password,
        @Nullable Will will,
        long sessionExpirySeconds,
        long maximumPacketSize,
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
