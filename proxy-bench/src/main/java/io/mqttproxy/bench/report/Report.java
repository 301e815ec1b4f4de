package io.mqttproxy.bench.report;

/** What a command has found out, for files. */
public sealed interface Report permits CompareReport, LoadReport, ScenarioReport {
    /** Heads the page. */
    String title();
}
