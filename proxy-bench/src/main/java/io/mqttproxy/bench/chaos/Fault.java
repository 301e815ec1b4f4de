package io.mqttproxy.bench.chaos;

/** Something that goes wrong. */
interface Fault {
    /** Before anything else happens. */
    default void prepare(Lab lab) {}

    /** Breaks something; returns when it is mended, or when it need not be mended for devices to go on. */
    void strike(Stage stage) throws InterruptedException;
}
