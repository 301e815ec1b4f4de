package io.mqttproxy.bench.load;

/**
 * What devices call themselves, and where they publish.
 *
 * @param clientIdTemplate with {@code {index}}
 * @param topicTemplate with {@code {index}} and {@code {clientid}}
 */
public record DeviceNames(String clientIdTemplate, String topicTemplate) {
    /** The client id of a device, numbered from 0. */
    public String clientId(int device) {
        return clientIdTemplate.replace("{index}", Integer.toString(device));
    }

    /** The MQTT topic of a device, numbered from 0. */
    public String topic(int device) {
        return topicTemplate.replace("{index}", Integer.toString(device)).replace("{clientid}", clientId(device));
    }
}
