package io.mqttproxy.mqtt;

/**
 * The times that the proxy grants, given those that the client asks for.
 *
 * @param keepAliveSeconds the keep-alive in force, 0 for none
 * @param keepAliveImposed whether it differs from what the client asked for, so that an MQTT 5 client
 *     must be told
 * @param sessionExpirySeconds how long the proxy remembers the client after its connection has ended
 * @param sessionExpiryImposed whether it differs from what the client asked for, so that an MQTT 5
 *     client must be told
 */
public record SessionTerms(
        int keepAliveSeconds, boolean keepAliveImposed, long sessionExpirySeconds, boolean sessionExpiryImposed) {

    /**
     * The terms of one connection. Only a delayed will outlives a connection. The session therefore
     * lasts as long as the will is delayed, but never longer than the client asks for (MQTT 5.0
     * sections 3.1.2.11.2, 3.1.3.2.2).
     *
     * @param maxKeepAlive seconds, 0 for no maximum
     */
    public static SessionTerms of(ConnectPacket connect, int maxKeepAlive) {
        int asked = connect.keepAliveSeconds();
        // An MQTT 3 client cannot be told about another keep-alive, so it keeps its own.
        boolean impose = maxKeepAlive != 0 && connect.version().isMqtt5() && (asked == 0 || asked > maxKeepAlive);
        Will will = connect.will();
        long expiry = will == null ? 0 : Math.min(will.delaySeconds(), connect.sessionExpirySeconds());
        return new SessionTerms(
                impose ? maxKeepAlive : asked, impose, expiry, expiry != connect.sessionExpirySeconds());
    }
}
