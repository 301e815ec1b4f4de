package io.mqttproxy.app.admin;

import io.mqttproxy.trace.Trace;
import io.mqttproxy.trace.Traces;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST /trace?client-id=...&seconds=...}: what one device sends and gets, line by line as it happens. */
final class TraceEndpoint {
    static final int MAXIMUM_SECONDS = 300;
    private static final int DEFAULT_SECONDS = 60;
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Pattern UP_TO_THREE_DIGITS = Pattern.compile("[0-9]{1,3}");

    private final Tracing tracing;

    /** One for each thread that may be busy with a stream. A trace that was replaced lets its thread go a moment later. */
    private final Semaphore streams = new Semaphore(Traces.MAXIMUM);

    TraceEndpoint(Tracing tracing) {
        this.tracing = tracing;
    }

    /** A web page that an operator happens to visit may not watch devices. */
    Response answer(Request request) {
        if (request.isFromWebPage()) {
            return Response.status(403, "not from a web page");
        }
        String clientId = request.parameter("client-id");
        int seconds = seconds(request.parameter("seconds"));
        if (clientId == null || clientId.isEmpty()) {
            return Response.status(400, "name the device: /trace?client-id=...&seconds=" + DEFAULT_SECONDS);
        }
        if (seconds < 1 || seconds > MAXIMUM_SECONDS) {
            return Response.status(400, "seconds must be between 1 and " + MAXIMUM_SECONDS);
        }
        Response stream = streams.tryAcquire() ? stream(clientId, seconds) : null;
        return stream == null ? Response.status(429, "too many traces at a time; they end by themselves") : stream;
    }

    private @Nullable Response stream(String clientId, int seconds) {
        TraceStream stream = new TraceStream(Duration.ofSeconds(seconds), QUIET);
        Trace trace = tracing.begin(clientId, stream);
        if (trace == null) {
            streams.release();
            return null;
        }
        return Response.stream("text/plain; charset=utf-8", out -> stream.copy(trace, out), () -> {
            trace.close();
            streams.release();
        });
    }

    private static int seconds(@Nullable String text) {
        if (text == null) {
            return DEFAULT_SECONDS;
        }
        return UP_TO_THREE_DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }
}
