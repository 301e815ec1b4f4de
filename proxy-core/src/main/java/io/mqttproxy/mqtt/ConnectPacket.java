package io.mqttproxy.mqtt;

import io.mqttproxy.publish.UserProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed CONNECT (MQTT 3.1.1 section 3.1, MQTT 5.0 section 3.1), without the fields that
 * concern messages to the client, because the proxy sends it none.
 *
 * @param version as told by the protocol name and level
 * @param clientId as sent; may be empty
 * @param cleanStart Clean Session of MQTT 3, Clean Start of MQTT 5
 * @param keepAliveSeconds 1 to 65,535, or 0 for no keep-alive
 * @param username as sent, {@code null} when there is none
 * @param password as sent, {@code null} when there is none
 * @param will what to publish when the client vanishes, {@code null} when there is none
 * @param sessionExpirySeconds MQTT 5 Session Expiry Interval (unsigned 32 bit), 0 when absent
 * @param maximumPacketSize the largest packet that the client accepts, in bytes; 0 for no limit
 * @param authenticationMethod the method of enhanced authentication (section 4.12), {@code null} when
 *     there is none
 * @param userProperties in the order of the packet, repetitions kept
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

    /** Upper bound of the heap bytes of will, credentials and properties, at two bytes for each character. */
    public int memoryBytes() {
        int bytes = will == null ? 0 : will.memoryBytes();
        bytes += username == null ? 0 : 2 * username.length();
        bytes += password == null ? 0 : password.length;
        for (UserProperty property : userProperties) {
            bytes += property.memoryBytes();
        }
        return bytes;
    }

    /** Leaves out user name and password, so that they do not get into logs. */
    @Override
    public String toString() {
        return "CONNECT[" + version + ", client id '" + clientId + "']";
    }
}
