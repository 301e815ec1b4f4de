package io.mqttproxy.bench.report;

/** What a command has found out, for files. */
public sealed interface Report permits ChaosReport, CompareReport, LoadReport, OverloadReport {
    /** Heads the page. */
    String title();

    /** The resource that draws the page. */
    String script();
}
