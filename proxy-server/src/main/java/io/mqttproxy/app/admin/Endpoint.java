package io.mqttproxy.app.admin;

import java.io.IOException;
import java.util.Set;

/**
 * Answers the requests for one path.
 *
 * @param methods that it takes
 */
record Endpoint(Set<String> methods, Answer answer) {

    /** Runs on a thread of the admin server, from memory and without waiting; only a stream may take its time. */
    interface Answer {
        Response to(Request request) throws IOException;
    }

    static Endpoint get(Answer answer) {
        return new Endpoint(Set.of("GET", "HEAD"), answer);
    }

    static Endpoint post(Answer answer) {
        return new Endpoint(Set.of("POST"), answer);
    }
}
