package io.mqttproxy.app.admin;

import com.sun.net.httpserver.Headers;
import io.mqttproxy.app.admin.Readiness.Check;
import io.mqttproxy.app.text.JsonText;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the admin server answers, by path. */
final class AdminEndpoints {
    private final AdminContext context;
    private final ExpositionFormats formats = ExpositionFormats.init();

    private AdminEndpoints(AdminContext context) {
        this.context = context;
    }

    static Map<String, Endpoint> of(AdminContext context) {
        AdminEndpoints admin = new AdminEndpoints(context);
        StatusPage page = new StatusPage(context);
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        endpoints.put("/", Endpoint.get(request -> Response.html(page.html(), StatusPage.CONTENT_SECURITY_POLICY)));
        endpoints.put("/metrics", Endpoint.get(admin::metrics));
        endpoints.put("/livez", Endpoint.get(request -> Response.status(200, "alive")));
        endpoints.put("/readyz", Endpoint.get(request -> admin.readiness()));
        endpoints.put("/drain", Endpoint.post(admin::drain));
        return endpoints;
    }

    /** Prometheus text, OpenMetrics or protobuf, as the scraper asks for. */
    private Response metrics(Headers request) throws IOException {
        ExpositionFormatWriter writer = formats.findWriter(request.getFirst("Accept"));
        ByteArrayOutputStream body = new ByteArrayOutputStream(64 * 1024);
        writer.write(body, context.registry().getPrometheusRegistry().scrape());
        return Response.of(200, writer.getContentType(), body.toByteArray());
    }

    private Response readiness() {
        Map<String, Check> checks = context.readiness().checks();
        boolean ready = checks.values().stream().allMatch(Check::ok);
        String details = checks.entrySet().stream()
                .map(check -> JsonText.quoted(check.getKey()) + ":{\"ok\":"
                        + check.getValue().ok() + ",\"detail\":"
                        + JsonText.quoted(check.getValue().detail()) + "}")
                .collect(Collectors.joining(","));
        return Response.json(
                ready ? 200 : 503,
                "{\"status\":\"" + (ready ? "ready" : "not ready") + "\",\"checks\":{" + details + "}}");
    }

    /** Browsers name an origin with every POST; no web page that an operator happens to visit may drain the proxy. */
    private Response drain(Headers request) {
        if (request.containsKey("Origin")) {
            return Response.status(403, "not from a web page");
        }
        context.drain().run();
        return Response.status(202, "draining");
    }
}
