package io.mqttproxy.app.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mqttproxy.app.admin.Readiness.Check;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServerTest {
    private final Map<String, Check> checks = new TreeMap<>(Map.of("kafka", new Check(true, "brokers \"a:1\"")));
    private final AtomicInteger drains = new AtomicInteger();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpClient client = HttpClient.newHttpClient();
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        Counter.builder("mqtt.proxy.acks")
                .description("Acks <sent>")
                .tag("qos", "1")
                .register(registry)
                .increment(1234);
        Counter.builder("mqtt.proxy.acks")
                .description("Acks <sent>")
                .tag("qos", "2")
                .register(registry)
                .increment(1);
        AdminContext context = new AdminContext(
                "1.0 (commit abc)",
                Instant.now(),
                List.of("mqtt://127.0.0.1:1883"),
                "route: a<b>&c\n",
                registry,
                () -> checks,
                drains::incrementAndGet);
        server = AdminServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), context);
    }

    @AfterEach
    void stop() {
        server.close();
        registry.close();
    }

    @Test
    void metricsArePrometheusText() throws Exception {
        HttpResponse<String> response = get("/metrics");
        assertEquals(200, response.statusCode());
        assertEquals("text/plain; version=0.0.4; charset=utf-8", contentType(response));
        assertTrue(response.body().contains("\nmqtt_proxy_acks_total{qos=\"1\"} 1234.0\n"), response.body());
        assertFalse(response.body().contains("# EOF"));
    }

    @Test
    void metricsAreOpenMetricsForThoseWhoAsk() throws Exception {
        HttpResponse<String> response = send(
                request("/metrics").header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"));
        assertEquals("application/openmetrics-text; version=1.0.0; charset=utf-8", contentType(response));
        assertTrue(response.body().endsWith("# EOF\n"), response.body());
    }

    @Test
    void alivenessIsConstant() throws Exception {
        checks.put("kafka", new Check(false, "down"));
        assertEquals("{\"status\":\"alive\"}\n", get("/livez").body());
    }

    @Test
    void readinessNamesItsChecks() throws Exception {
        HttpResponse<String> response = get("/readyz");
        assertEquals(200, response.statusCode());
        assertEquals("application/json", contentType(response));
        assertEquals(
                "{\"status\":\"ready\",\"checks\":{\"kafka\":{\"ok\":true,\"detail\":\"brokers \\\"a:1\\\"\"}}}\n",
                response.body());
    }

    @Test
    void oneFailedCheckMakesItNotReady() throws Exception {
        checks.put("listeners", new Check(false, "draining"));
        HttpResponse<String> response = get("/readyz");
        assertEquals(503, response.statusCode());
        assertTrue(response.body().startsWith("{\"status\":\"not ready\""), response.body());
        assertTrue(response.body().contains("\"listeners\":{\"ok\":false,\"detail\":\"draining\"}"), response.body());
    }

    @Test
    void drainTakesAPost() throws Exception {
        HttpResponse<String> response = send(request("/drain").POST(BodyPublishers.noBody()));
        assertEquals(202, response.statusCode());
        assertEquals(1, drains.get());
    }

    @Test
    void drainIsNotForWebPages() throws Exception {
        HttpResponse<String> response =
                send(request("/drain").POST(BodyPublishers.noBody()).header("Origin", "https://evil.example"));
        assertEquals(403, response.statusCode());
        assertEquals(0, drains.get());
    }

    @Test
    void drainIsNotForGet() throws Exception {
        HttpResponse<String> response = get("/drain");
        assertEquals(405, response.statusCode());
        assertEquals("POST", response.headers().firstValue("Allow").orElseThrow());
        assertEquals(0, drains.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics", "/livez", "/readyz"})
    void pagesAreReadOnly(String path) throws Exception {
        assertEquals(405, send(request(path).POST(BodyPublishers.ofString("x"))).statusCode());
        assertEquals(405, send(request(path).DELETE()).statusCode());
        HttpResponse<String> head = send(request(path).method("HEAD", BodyPublishers.noBody()));
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertTrue(head.headers().firstValueAsLong("Content-Length").orElseThrow() > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics/", "/x", "/livez/../metrics"})
    void otherPathsAreNotFound(String path) throws Exception {
        assertEquals(404, get(path).statusCode());
    }

    @Test
    void theStatusPageShowsWhatThereIs() throws Exception {
        HttpResponse<String> response = get("/");
        String page = response.body();
        assertEquals("text/html; charset=utf-8", contentType(response));
        assertTrue(page.contains("1.0 (commit abc), up 0 d 0 h 0 min"), page);
        assertTrue(page.contains("<li>mqtt://127.0.0.1:1883</li>"), page);
        assertTrue(page.contains("<th scope=\"row\">kafka</th><td>ok</td><td>brokers &quot;a:1&quot;</td>"), page);
        assertTrue(
                page.contains("<th scope=\"row\">acks</th><td class=\"number\">1,235</td><td>Acks &lt;sent&gt;</td>"),
                page);
        assertTrue(page.contains("<pre>route: a&lt;b&gt;&amp;c\n</pre>"), page);
    }

    @Test
    void theStatusPageNeedsNothingFromElsewhere() throws Exception {
        HttpResponse<String> response = get("/");
        String policy = response.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'; style-src 'sha256-"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(response.body().matches("(?s).*(<script|<link|<img|src=|href=|style=).*"), response.body());
        assertEquals(
                "nosniff",
                response.headers().firstValue("X-Content-Type-Options").orElseThrow());
    }

    @Test
    void aFailureIsAnAnswerToo() throws Exception {
        Map<String, Endpoint> broken = Map.of("/", Endpoint.get(request -> {
            throw new IllegalStateException("a test");
        }));
        try (AdminServer other =
                AdminServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), broken)) {
            URI uri = URI.create("http://127.0.0.1:" + other.address().getPort() + "/");
            assertEquals(500, send(HttpRequest.newBuilder(uri)).statusCode());
        }
    }

    @Test
    void anAddressInUseIsNamed() {
        InetSocketAddress taken =
                InetSocketAddress.createUnresolved("127.0.0.1", server.address().getPort());
        IOException thrown = assertThrows(IOException.class, () -> AdminServer.start(taken, Map.of()));
        assertEquals(
                "admin-listen: cannot bind 127.0.0.1:" + taken.getPort() + ": Address already in use",
                thrown.getMessage());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.address().getPort() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String contentType(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElseThrow();
    }
}
