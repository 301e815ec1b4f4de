const within = (most, bound) => most.rss <= bound.rss && most.heap <= bound.heap && most.direct <= bound.direct;
const holds = (result) => within(result.most, result.bound) && result.checks.every((check) => check.held);
const failed = report.results.filter((result) => !holds(result)).map((result) => result.scenario);
const ofBound = (result, part) => bytes(result.most[part]) + " of " + bytes(result.bound[part]);

heading(report.title, new Date(report.started).toLocaleString() + " · " + report.machine);
document.body.append(make("p", { class: "verdict " + (failed.length ? "bad" : "good") },
  failed.length ? "Not everything held: " + failed.join(", ") + "." : "Memory stayed within its bound, and everything else held."));

const grid = make("div", { class: "grid" });
table(document.body, "Scenarios", ["", "most resident memory", "heap", "direct", "held"],
  report.results.map((result) => [result.scenario, ofBound(result, "rss"), ofBound(result, "heap"), ofBound(result, "direct"),
    holds(result) ? "yes" : "no"]));
document.body.append(grid);
for (const result of report.results) {
  lineChart(grid, { title: result.scenario + ": " + result.description, y: bytes, binary: true, series:
    [["resident", "rss"], ["heap", "heap"], ["direct", "direct"]].map(([name, part]) =>
      ({ name, points: result.samples.map((sample) => [sample.second, sample.memory[part]]) })) });
  table(grid, result.scenario, ["", ""], [
    ...Object.entries(result.closed).map(([reason, count]) => ["closed, " + reason, number(count)]),
    ...result.checks.map((check) => [check.name, check.value + (check.held ? "" : " (did not hold)")])]);
}
table(grid, "What was asked for", ["", ""], Object.entries(report.settings));
footer();
