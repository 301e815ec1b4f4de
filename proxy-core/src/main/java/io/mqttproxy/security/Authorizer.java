package io.mqttproxy.security;

/** Decides what a client may publish. Memory only: called on event loops, never blocks, safe for all threads. */
public interface Authorizer {
    /** Lets everybody publish everywhere: without an ACL file. */
    Authorizer ALLOW_ALL = (identity, clientId, topic) -> true;

    /**
     * Whether the client may publish to the topic.
     *
     * @param clientId as sent or assigned
     * @param topic a valid topic name
     */
    boolean mayPublish(Identity identity, String clientId, String topic);
}
