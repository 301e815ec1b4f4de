package io.mqttproxy.app.reload;

/** One part of the configuration that can be exchanged while the proxy runs, as a whole or not at all. */
public interface Reloadable {
    /** For logs and metrics. */
    String name();

    /**
     * Takes over what has changed, but only when two calls in a row find it the same: a file that is still being written may
     * lack the rule that denies.
     *
     * @return whether something new is in force
     * @throws RuntimeException saying what cannot be used; what was in force stays
     */
    boolean reloadIfChanged();

    /**
     * Reads everything again and puts it in force.
     *
     * @throws RuntimeException saying what cannot be used; what was in force stays
     */
    void reload();
}
