package io.mqttproxy.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes reports as a self-contained page with styles, script and figures. */
final class HtmlFile {
    private HtmlFile() {}

    static void write(Path file, Report report, String script) {
        String page = resource("page.html")
                .replace("{{title}}", escape(report.title()))
                .replace("{{style}}", resource("page.css"))
                // A script element must not contain "<", which could end it.
                .replace("{{data}}", Json.text(report).replace("<", "\\u003c"))
                .replace("{{script}}", resource("charts.js") + resource(script));
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlFile.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
