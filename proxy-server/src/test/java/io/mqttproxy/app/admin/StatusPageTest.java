package io.mqttproxy.app.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.app.OtherProgram;
import io.mqttproxy.app.reload.FailedReload;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.publish.FailureReason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusPageTest {
    @TempDir
    private Path profile;

    @AutoClose
    private final SampleProxy proxy = new SampleProxy();

    StatusPageTest() throws IOException {
        proxy.metrics.newLoopCounters().add(Count.ACKS_QOS_1, 1);
        proxy.metrics.rejected(FailureReason.NO_ROUTE);
    }

    @Test
    void itNeedsNothingFromElsewhere() throws Exception {
        HttpResponse<String> response = get("/");
        String policy = response.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.matches("default-src 'none'; style-src 'sha256-\\S+'; script-src 'sha256-\\S+'; .*"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(
                response.body().matches("(?s).*(src=|@import|url\\(|//[a-z]+\\.|style=| on\\w+=).*"), response.body());
        assertEquals(
                "nosniff",
                response.headers().firstValue("X-Content-Type-Options").orElseThrow());
    }

    @Test
    void theFiguresAreJson() throws Exception {
        String status = get("/status.json").body();
        assertContains(status, "\"version\":\"1.0 (commit abc)\"");
        assertContains(status, "\"topicProblems\":{\"x\":\"the proxy may not WRITE to it\"}");
        assertContains(status, "\"checks\":{\"kafka\":{\"ready\":true,\"detail\":\"brokers \\\"a:1\\\"\"}}");
        assertContains(
                status,
                "{\"id\":1,\"address\":\"a:1\",\"latencyAverageMillis\":1.5,\"latencyMaximumMillis\":20,"
                        + "\"requestsPerSecond\":3,\"bytesPerSecond\":400}");
        assertContains(status, "\"kafkaTopic\":\"telemetry\",\"source\":\"route\",\"publishes\":7}");
        assertContains(status, "\"rejects\":{\"no-route\":1},\"failures\":{}");
        assertContains(status, "\"configuration\":\"route: a<b>&c\\n\"");
    }

    @Test
    void filesThatCannotBeUsedOrExpireAreJson() throws Exception {
        proxy.failedReloads.add(new FailedReload("access", Instant.EPOCH, "acl-file: acl:3: no"));
        String status = get("/status.json").body();
        assertContains(
                status,
                "\"failedReloads\":[{\"kind\":\"access\",\"since\":\"1970-01-01T00:00:00Z\","
                        + "\"problem\":\"acl-file: acl:3: no\"}]");
        assertContains(
                status,
                "\"tlsFiles\":[{\"setting\":\"tls-crl\",\"file\":\"crl.pem\",\"expires\":\"1970-01-01T00:00:00Z\","
                        + "\"daysLeft\":-");
        assertContains(status, "\"ready\":true");
    }

    @Test
    void aBrowserShowsFilesThatCannotBeUsed() throws Exception {
        proxy.failedReloads.add(new FailedReload("access", Instant.EPOCH, "acl-file: acl:3: no"));
        String page = page();
        assertContains(page, ">Ready, but changed files cannot be used</p>");
        assertContains(page, "<td class=\"\">acl-file: acl:3: no</td><td class=\"bad\">not reloaded for ");
        assertContains(page, "<td class=\"\">crl.pem</td><td class=\"bad\">expired</td>");
        assertContains(page, "&lt;img src=x onerror=alert(1)&gt;</td><td class=\"good\">good for 30 d 0 h</td>");
    }

    @Test
    void aBrowserShowsThemAsTextAndNothingAsMarkup() throws Exception {
        String page = page();
        assertContains(page, ">Ready</p>");
        assertContains(page, "1.0 (commit abc), up ");
        assertContains(page, "<th scope=\"row\" class=\"\">&lt;img src=x onerror=alert(1)&gt;</th>");
        assertContains(page, "&lt;img src=x onerror=alert(1)&gt; (2)</th>");
        assertContains(page, "<td class=\"\">no-route</td>");
        assertContains(page, "route: a&lt;b&gt;&amp;c\n</pre>");
        assertFalse(page.contains("<img"), page);
    }

    private String page() throws Exception {
        return OtherProgram.check(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + profile,
                "--virtual-time-budget=3000",
                "--dump-dom",
                proxy.uri("/").toString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(proxy.uri(path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> part + " is not in " + text);
    }
}
