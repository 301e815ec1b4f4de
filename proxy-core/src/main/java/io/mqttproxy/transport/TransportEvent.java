package io.mqttproxy.transport;

/** User events that the transport stages send to later handlers, besides {@link TransportFailure}. */
public enum TransportEvent {
    /**
     * On listeners with PROXY protocol, once per connection: the header has been read, {@link
     * TransportAttributes#remoteAddress} is the device's address, and nothing after the header has
     * been processed. Limits by address are applied at this event; other listeners apply them when
     * they accept the socket.
     */
    REMOTE_ADDRESS_KNOWN
}
