package io.mqttproxy.bench.chaos;

/** Something that goes wrong. */
interface Fault {
    /** Before anything else happens. */
    default void prepare(Lab lab) {}

    /** Breaks something. Returns when it is repaired, or when devices can go on without a repair. */
    void strike(Stage stage) throws InterruptedException;
}
