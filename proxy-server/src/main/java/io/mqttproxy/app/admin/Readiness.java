package io.mqttproxy.app.admin;

import java.util.Map;

/** Says whether a balancer should send devices here. Called by any thread; answers from memory. */
public interface Readiness {

    /** What is checked, by name, in the order in which it is shown; the proxy is ready when all of it is well. */
    Map<String, Check> checks();

    /**
     * One thing that was looked at.
     *
     * @param detail for people; tells no secret
     */
    record Check(boolean ok, String detail) {}
}
