package io.mqttproxy.transport;

/** What the transport tells the handlers behind it by user events, besides {@link TransportFailure}. */
public enum TransportEvent {
    /**
     * On listeners with PROXY protocol, once per connection: the header is in, {@link TransportAttributes#remoteAddress}
     * tells the device's address, and nothing that follows the header has been looked at. The moment for limits by
     * address, which other listeners apply when they accept the socket.
     */
    REMOTE_ADDRESS_KNOWN
}
