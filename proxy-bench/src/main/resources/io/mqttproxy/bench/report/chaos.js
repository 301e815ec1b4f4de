const seconds = (value) => (value < 0 ? "never" : millis(value));
const lost = report.results.reduce((sum, result) => sum + result.ackedButMissing, 0);
const failed = report.results.filter((result) => !holds(result)).map((result) => result.scenario);

function holds(result) {
  return result.ackedButMissing + result.outOfOrder + result.acksOutOfOrder + result.refused === 0
    && !result.unsettled && result.recoveryMillis >= 0;
}

heading(report.title, new Date(report.started).toLocaleString() + " · " + report.machine);
document.body.append(make("p", { class: "verdict " + (failed.length ? "bad" : "good") },
  failed.length ? "The contract did not hold: " + failed.join(", ") + "."
    : "The contract held: everything that was acknowledged is in Kafka, in order."));

tiles(document.body, [
  [number(lost), "acknowledged but missing"],
  [number(report.results.reduce((sum, result) => sum + result.acknowledged, 0)), "messages acknowledged"],
  [number(report.results.length), "scenarios"],
]);

const grid = make("div", { class: "grid" });
table(document.body, "Scenarios",
  ["", "published", "acked", "stored", "acked but missing", "out of order", "duplicates", "longest silence", "recovery"],
  report.results.map((result) => [result.scenario, number(result.published), number(result.acknowledged), number(result.stored),
    number(result.ackedButMissing), number(result.outOfOrder), number(result.duplicates),
    seconds(result.longestSilenceMillis), seconds(result.recoveryMillis)]));
document.body.append(grid);
for (const result of report.results) {
  if (result.failure) table(grid, result.scenario, ["", ""], [["came to its end", "no: " + result.failure]]);
  lineChart(grid, { title: result.scenario + ": " + result.description, y: number, series: [
    { name: "acknowledged per second", points: result.samples.map((sample) => [sample.second, sample.acknowledgedPerSecond]) },
    { name: "connected devices", points: result.samples.map((sample) => [sample.second, sample.connected]) },
  ] });
}
table(grid, "What was asked for", ["", ""], Object.entries(report.settings));
footer();
