package io.mqttproxy.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reports as a page that needs nothing but itself: styles, script and figures are inside. */
final class HtmlFile {
    private HtmlFile() {}

    static void write(Path file, Report report) {
        String page = resource("page.html")
                .replace("{{title}}", escape(report.title()))
                .replace("{{style}}", resource("page.css"))
                // No "<" may stand in a script element, or it could end it.
                .replace("{{data}}", Json.text(report).replace("<", "\\u003c"))
                .replace("{{script}}", resource("charts.js") + resource(report.script()));
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
