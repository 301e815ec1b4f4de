package io.mqttproxy.bench.client;

/** What a client tells its owner, always on the client's event loop. Times are of {@link System#nanoTime}. */
public interface MqttClientListener {
    /** The server accepted the connection; publishing may begin. */
    void onConnected();

    /**
     * The server answered a publish: PUBACK for QoS 1, PUBREC for QoS 2.
     *
     * @param reasonCode 0x80 and above says no (MQTT 5.0 section 3.4.2.1); always 0 in MQTT 3.1.1
     */
    void onAcknowledged(int packetId, int reasonCode, long time);

    /** There may be room for further publishes after {@link MqttClient#NO_ROOM}. */
    void onRoom();

    /** All that was sent before {@link MqttClient#ping} has been read by the server. */
    void onPong();

    /**
     * The connection is over, or did not come about. The last event.
     *
     * @param reason the same few words for the same cause, fit for counting
     */
    void onClosed(String reason);
}
