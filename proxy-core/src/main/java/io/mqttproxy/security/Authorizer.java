package io.mqttproxy.security;

/**
 * Decides what a client may publish, from memory only. Called on event loops, so it never blocks.
 * Thread-safe.
 */
public interface Authorizer {
    /** Allows everything; used when there is no ACL file. */
    Authorizer ALLOW_ALL = (identity, clientId, topic) -> true;

    /**
     * Whether the client may publish to the topic.
     *
     * @param clientId as sent in CONNECT, or as assigned by the proxy
     * @param topic a valid topic name
     */
    boolean mayPublish(Identity identity, String clientId, String topic);
}
