package io.mqttproxy.bench.client;

/** Events of a client, always on its event loop. Times are of {@link System#nanoTime}. */
public interface MqttClientListener {
    /** The server accepted the connection; publishing may begin. */
    void onConnected();

    /**
     * The server acknowledged a publish: PUBACK for QoS 1, PUBREC for QoS 2.
     *
     * @param reasonCode 0x80 and above are refusals (MQTT 5.0 section 3.4.2.1); always 0 in MQTT 3.1.1
     */
    void onAcknowledged(int packetId, int reasonCode, long time);

    /** There may be room for further publishes after {@link MqttClient#NO_ROOM}. */
    void onRoom();

    /** The server has read everything that was sent before {@link MqttClient#ping}. */
    void onPong();

    /**
     * The connection has ended or could not be made. The last event.
     *
     * @param reason a few words that are the same for the same cause, so that they can be counted
     */
    void onClosed(String reason);
}
