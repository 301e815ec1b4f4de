package io.mqttproxy.app.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import io.mqttproxy.app.admin.Response.Stream;
import io.mqttproxy.trace.Trace;
import io.mqttproxy.trace.Traces;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceEndpointTest {
    private static final String TIME = "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ";

    @AutoClose
    private final SampleProxy proxy = new SampleProxy();

    TraceEndpointTest() throws IOException {}

    @Test
    void linesComeAsTheyHappen() throws Exception {
        try (BufferedReader stream = open("/trace?client-id=pump%207&seconds=60")) {
            assertEquals("watching pump 7, times are UTC", stream.readLine());
            Trace trace = watched("pump 7");
            trace.tell("one");
            assertTrue(stream.readLine().matches(TIME + "one"));
            trace.tell("two");
            trace.close();
            assertTrue(stream.readLine().matches(TIME + "two"));
        }
    }

    @Test
    void whatIsTooMuchIsLeftOutAndCounted() throws Exception {
        try (BufferedReader stream = open("/trace?client-id=pump-7&seconds=60")) {
            stream.readLine();
            Trace trace = watched("pump-7");
            for (int i = 0; i < 100_000; i++) {
                trace.tell("line " + i);
            }
            trace.close();
            List<String> lines = stream.lines().toList();
            assertTrue(lines.size() < 5_000, () -> lines.size() + " lines");
            assertTrue(
                    lines.stream().anyMatch(line -> line.matches("\\.\\.\\. \\d+ more lines left out")),
                    lines::toString);
        }
    }

    @Test
    void itEndsWithItsTime() throws Exception {
        try (BufferedReader stream = open("/trace?client-id=pump-7&seconds=1")) {
            assertEquals(
                    List.of("watching pump-7, times are UTC", "ended: the time is over"),
                    stream.lines().toList());
        }
        assertNull(proxy.traces.of("pump-7"));
    }

    @Test
    void thereAreNotManyAtATime() throws Exception {
        for (int i = 0; i < Traces.MAXIMUM; i++) {
            assertNotNull(proxy.traces.begin("pump-" + i, line -> {}));
        }
        assertEquals(429, post("/trace?client-id=pump-7").statusCode());
    }

    @Test
    void streamsThatGoOnAfterTheirTraceWasReplacedCountToo() {
        List<Runnable> ends = new ArrayList<>();
        TraceEndpoint endpoint = new TraceEndpoint(new Traces()::begin);
        Request request = new Request(URI.create("/trace?client-id=pump-7"), new Headers());
        for (int i = 0; i < Traces.MAXIMUM; i++) {
            ends.add(assertInstanceOf(Stream.class, endpoint.answer(request).body())
                    .end());
        }
        assertEquals(429, endpoint.answer(request).status());

        ends.get(0).run();

        assertEquals(200, endpoint.answer(request).status());
    }

    @Test
    void aRefusedTraceTakesNoStream() {
        AtomicBoolean full = new AtomicBoolean(true);
        Traces traces = new Traces();
        TraceEndpoint endpoint =
                new TraceEndpoint((clientId, lines) -> full.get() ? null : traces.begin(clientId, lines));
        Request request = new Request(URI.create("/trace?client-id=pump-7"), new Headers());
        for (int i = 0; i < Traces.MAXIMUM; i++) {
            assertEquals(429, endpoint.answer(request).status());
        }

        full.set(false);

        assertEquals(200, endpoint.answer(request).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/trace",
                "/trace?client-id=",
                "/trace?client-id=a&seconds=0",
                "/trace?client-id=a&seconds=301",
                "/trace?client-id=a&seconds=1h"
            })
    void whatMakesNoSenseIsSaid(String path) throws Exception {
        assertEquals(400, post(path).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin", "Sec-Fetch-Site"})
    void webPagesMayNotWatch(String header) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(proxy.uri("/trace?client-id=a"))
                .POST(BodyPublishers.noBody())
                .header(header, "cross-site")
                .build();
        assertEquals(
                403,
                HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode());
    }

    private Trace watched(String clientId) {
        Trace trace = proxy.traces.of(clientId);
        assertNotNull(trace);
        return trace;
    }

    private BufferedReader open(String path) throws Exception {
        return new BufferedReader(new InputStreamReader(post(path).body(), StandardCharsets.UTF_8));
    }

    private HttpResponse<InputStream> post(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(proxy.uri(path))
                .POST(BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    }
}
