package io.mqttproxy.app;

/** What the process says when it ends. */
final class ExitCode {
    /** Done, or stopped by a signal after everything in flight was settled. */
    static final int OK = 0;

    /** Could not start, or broke down. */
    static final int FAILURE = 1;

    /** Wrong command line or configuration. */
    static final int USAGE = 2;

    /** Stopped by a signal, but {@code drain-timeout} passed with connections open or wills not stored. */
    static final int NOT_DRAINED = 3;

    /** Plus the number of the signal: stopped at once by a second signal, as shells count it. */
    static final int SIGNAL = 128;

    private ExitCode() {}
}
