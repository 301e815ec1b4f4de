package io.mqttproxy.app.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.app.admin.Readiness.Check;
import io.mqttproxy.metrics.LoopCounters.Count;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServerTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final byte[] LARGE = new byte[32 * 1024 * 1024];
    private static final Map<String, Endpoint> ONE_LARGE = Map.of(
            "/large", Endpoint.get(request -> Response.of(200, "text/plain", LARGE)),
            "/small", Endpoint.get(request -> Response.status(200, "small")));

    @AutoClose
    private final SampleProxy proxy = new SampleProxy();

    private final HttpClient client = HttpClient.newHttpClient();

    AdminServerTest() throws IOException {}

    @Test
    void metricsArePrometheusText() throws Exception {
        proxy.metrics.newLoopCounters().add(Count.ACKS_QOS_1, 1234);
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
        proxy.checks.put("kafka", new Check(false, "down"));
        assertEquals("{\"status\":\"alive\"}\n", get("/livez").body());
    }

    @Test
    void readinessNamesItsChecks() throws Exception {
        HttpResponse<String> response = get("/readyz");
        assertEquals(200, response.statusCode());
        assertEquals("application/json", contentType(response));
        assertEquals(
                "{\"status\":\"ready\",\"checks\":{\"kafka\":{\"ready\":true,\"detail\":\"brokers \\\"a:1\\\"\"}}}\n",
                response.body());
    }

    @Test
    void oneFailedCheckMakesItNotReady() throws Exception {
        proxy.checks.put("listeners", new Check(false, "draining"));
        HttpResponse<String> response = get("/readyz");
        assertEquals(503, response.statusCode());
        assertTrue(response.body().startsWith("{\"status\":\"not ready\""), response.body());
        assertTrue(
                response.body().contains("\"listeners\":{\"ready\":false,\"detail\":\"draining\"}"), response.body());
    }

    @Test
    void drainTakesAPost() throws Exception {
        HttpResponse<String> response = send(request("/drain").POST(BodyPublishers.noBody()));
        assertEquals(202, response.statusCode());
        assertEquals(1, proxy.drains.get());
    }

    @Test
    void drainIsNotForWebPages() throws Exception {
        HttpResponse<String> response =
                send(request("/drain").POST(BodyPublishers.noBody()).header("Origin", "https://evil.example"));
        assertEquals(403, response.statusCode());
        assertEquals(0, proxy.drains.get());
    }

    @Test
    void drainIsNotForGet() throws Exception {
        HttpResponse<String> response = get("/drain");
        assertEquals(405, response.statusCode());
        assertEquals("POST", response.headers().firstValue("Allow").orElseThrow());
        assertEquals(0, proxy.drains.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/status.json", "/metrics", "/livez", "/readyz"})
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
    void aFailureIsAnAnswerToo() throws Exception {
        Map<String, Endpoint> broken = Map.of("/", Endpoint.get(request -> {
            throw new IllegalStateException("a test");
        }));
        try (AdminServer other = start(broken, LONG)) {
            assertEquals(500, send(HttpRequest.newBuilder(uri(other, "/"))).statusCode());
        }
    }

    @Test
    void aReaderThatIsTooSlowIsCutOff() throws Exception {
        try (AdminServer other = start(ONE_LARGE, Duration.ofMillis(100));
                Socket slow = askForTheLargeOne(other)) {
            assertTrue(isReset(slow));
        }
    }

    @Test
    void slowReadersDoNotKeepProbesWaiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (AdminServer other = start(ONE_LARGE, LONG)) {
            for (int i = 0; i < 12; i++) {
                slow.add(askForTheLargeOne(other));
                assertEquals('H', slow.get(i).getInputStream().read(), "the answer has begun");
            }

            HttpRequest.Builder probe =
                    HttpRequest.newBuilder(uri(other, "/small")).timeout(Duration.ofSeconds(10));
            assertEquals(200, send(probe).statusCode());
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void anAddressInUseIsNamed() {
        InetSocketAddress taken =
                InetSocketAddress.createUnresolved("127.0.0.1", proxy.uri("/").getPort());
        IOException thrown = assertThrows(IOException.class, () -> AdminServer.start(taken, Map.of(), LONG, () -> {}));
        assertEquals(
                "admin-listen: cannot bind 127.0.0.1:" + taken.getPort() + ": Address already in use",
                thrown.getMessage());
    }

    private static AdminServer start(Map<String, Endpoint> endpoints, Duration writeLimit) throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return AdminServer.start(anyPort, endpoints, writeLimit, () -> {});
    }

    private static URI uri(AdminServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    /** The answer will not be read, and has no room in the buffers between. */
    private static Socket askForTheLargeOne(AdminServer server) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(server.address());
        socket.getOutputStream().write("GET /large HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
        return socket;
    }

    /** Whether the other side closes the connection, with what it has not read, before long. */
    private static boolean isReset(Socket socket) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                socket.getOutputStream().write(0);
            } catch (IOException e) {
                return true;
            }
            // Slow enough that what nobody reads does not fill the buffers.
            LockSupport.parkNanos(1_000_000);
        }
        return false;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(proxy.uri(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String contentType(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElseThrow();
    }
}
