package io.mqttproxy.app.admin;

import static io.mqttproxy.app.text.HtmlText.escaped;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Collectors;

/** One page that says how the proxy is. It needs nothing but itself, runs no script and reloads every few seconds. */
final class StatusPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
            body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
            h1 { font-size: 1.5rem; margin: 0; }
            h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
            table { border-collapse: collapse; width: 100%; }
            td, th { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8884; }
            td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
            pre { overflow-x: auto; padding: .75rem; border: 1px solid #8884; border-radius: .25rem; }
            .bad { font-weight: bold; color: light-dark(#b00020, #ff8a80); }
            """;

    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final AdminContext context;

    StatusPage(AdminContext context) {
        this.context = context;
    }

    String html() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="refresh" content="5">
                <title>MQTT Proxy for Apache Kafka</title>
                <style>%s</style>
                </head>
                <body>
                <header><h1>MQTT Proxy for Apache Kafka</h1><p>%s, up %s</p></header>
                <main>
                <h2>Health</h2>
                <table>%s</table>
                <h2>Listeners</h2>
                <ul>%s</ul>
                <h2>Key figures</h2>
                <table>%s</table>
                <h2>Configuration</h2>
                <pre>%s</pre>
                </main>
                </body>
                </html>
                """.formatted(
                        STYLE,
                        escaped(context.version()),
                        uptime(Duration.between(context.started(), Instant.now())),
                        checks(),
                        listeners(),
                        figures(),
                        escaped(context.configuration()));
    }

    private String checks() {
        return context.readiness().checks().entrySet().stream()
                .map(check -> "<tr><th scope=\"row\">" + escaped(check.getKey()) + "</th>"
                        + (check.getValue().ok() ? "<td>ok</td>" : "<td class=\"bad\">not ok</td>") + "<td>"
                        + escaped(check.getValue().detail()) + "</td></tr>\n")
                .collect(Collectors.joining());
    }

    private String listeners() {
        return context.listeners().stream()
                .map(listener -> "<li>" + escaped(listener) + "</li>\n")
                .collect(Collectors.joining());
    }

    private String figures() {
        return KeyFigures.of(context.registry()).stream()
                .map(figure -> "<tr><th scope=\"row\">" + escaped(figure.name()) + "</th><td class=\"number\">"
                        + escaped(figure.value()) + "</td><td>" + escaped(figure.description()) + "</td></tr>\n")
                .collect(Collectors.joining());
    }

    private static String uptime(Duration uptime) {
        return "%d d %d h %d min %d s"
                .formatted(uptime.toDays(), uptime.toHoursPart(), uptime.toMinutesPart(), uptime.toSecondsPart());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
