package io.mqttproxy.app.admin;

import java.util.Map;

/** Says whether a balancer should send devices here. Called by any thread; answers from memory. */
public interface Readiness {

    /** What is checked, by name, in the order in which it is shown; the proxy is ready when none of it says otherwise. */
    Map<String, Check> checks();

    /**
     * One thing that was looked at.
     *
     * @param ready whether it is no reason to send devices elsewhere; that is less than to say that all is well
     * @param detail for people; tells no secret
     */
    record Check(boolean ready, String detail) {}
}
