package io.mqttproxy.publish;

/** The router's decision for an MQTT topic: a destination, or why there is none. */
public sealed interface Routing permits Destination, Routing.Rejected {

    /**
     * No destination, through the device's own fault.
     *
     * @param reason a {@linkplain FailureReason#isPermanent() permanent} one
     */
    record Rejected(FailureReason reason) implements Routing {}
}
