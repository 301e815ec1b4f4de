package io.mqttproxy.publish;

/** What the router says of an MQTT topic: where it goes, or why it goes nowhere. */
public sealed interface Routing permits Destination, Routing.Rejected {

    /**
     * The device's own fault.
     *
     * @param reason a {@linkplain FailureReason#isPermanent() permanent} one
     */
    record Rejected(FailureReason reason) implements Routing {}
}
