package io.mqttproxy.app.admin;

import io.mqttproxy.app.admin.Readiness.Check;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What the admin server answers, by path. */
final class AdminEndpoints {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_TEXT = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

    private final AdminContext context;

    private AdminEndpoints(AdminContext context) {
        this.context = context;
    }

    static Map<String, Endpoint> of(AdminContext context, StatusHistory history) {
        AdminEndpoints admin = new AdminEndpoints(context);
        StatusJson status = new StatusJson(context, history);
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        endpoints.put("/", Endpoint.get(request -> Response.html(StatusPage.HTML, StatusPage.CONTENT_SECURITY_POLICY)));
        endpoints.put("/status.json", Endpoint.get(request -> Response.json(200, status.text())));
        endpoints.put("/metrics", Endpoint.get(admin::metrics));
        endpoints.put("/livez", Endpoint.get(request -> Response.status(200, "alive")));
        endpoints.put("/readyz", Endpoint.get(request -> admin.readiness()));
        endpoints.put("/drain", Endpoint.post(admin::drain));
        endpoints.put("/trace", Endpoint.post(new TraceEndpoint(context.tracing())::answer));
        return endpoints;
    }

    /** OpenMetrics for scrapers that ask for it, Prometheus text for all others and for people. */
    private Response metrics(Request request) throws IOException {
        String accepted = Objects.requireNonNullElse(request.headers().getFirst("Accept"), "");
        String contentType = accepted.contains(OPEN_METRICS) ? OPEN_METRICS_TEXT : PROMETHEUS_TEXT;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        context.registry().scrape(body, contentType);
        return Response.of(200, contentType, body.toByteArray());
    }

    private Response readiness() {
        Map<String, Check> checks = context.readiness().checks();
        boolean ready = checks.values().stream().allMatch(Check::ready);
        return Response.json(ready ? 200 : 503, StatusJson.readiness(checks, ready));
    }

    /** No web page that an operator happens to visit may drain the proxy. */
    private Response drain(Request request) {
        if (request.isFromWebPage()) {
            return Response.status(403, "not from a web page");
        }
        context.drain().run();
        return Response.status(202, "draining");
    }
}
