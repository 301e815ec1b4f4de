package io.mqttproxy.bench.report;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which files a report goes to. */
public final class ReportArguments {
    @Option(names = "--json", paramLabel = "FILE", description = "Writes the report as JSON.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes the report as a page with plots.")
    private @Nullable Path html;

    /**
     * Writes those that were asked for.
     *
     * @param script the resource that draws the page
     * @throws java.io.UncheckedIOException naming the file that cannot be written
     */
    public void write(Report report, String script) {
        if (json != null) {
            Json.write(json, report);
        }
        if (html != null) {
            HtmlFile.write(html, report, script);
        }
    }
}
