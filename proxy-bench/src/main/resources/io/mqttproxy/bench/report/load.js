const counts = report.counts;
const samples = report.samples;
const line = (name, key) => ({ name, points: samples.map((sample) => [sample.second, sample[key]]) });
const cost = report.connecting.cost;
const manyConnections = cost && report.connecting.connections >= 1000;
const quiet = counts.published + counts.unsent === 0;
const acknowledged = report.settings.qos !== "0" && !quiet;

heading(report.title, new Date(report.started).toLocaleString() + " · " + report.machine);

if (!quiet) {
  const lost = counts.unacknowledged + counts.unsent + counts.refused;
  document.body.append(make("p", { class: "verdict " + (lost ? "bad" : "good") },
    lost ? [[counts.unacknowledged, "never acknowledged"], [counts.unsent, "never sent"], [counts.refused, "refused"]]
      .filter(([count]) => count > 0).map(([count, what]) => number(count) + " " + what).join(", ")
      + ", of " + number(counts.published + counts.unsent) + " messages"
      : acknowledged ? "All " + number(counts.published) + " messages were acknowledged."
        : number(counts.published) + " messages were sent without acknowledgements (QoS 0)."));
}

if (report.verification) {
  const checked = report.verification;
  const fine = checked.missing + checked.outOfOrder === 0;
  document.body.append(make("p", { class: "verdict " + (fine ? "good" : "bad") },
    "Kafka has " + number(checked.stored) + ": " + (checked.missing || "none") + " missing, "
    + (checked.outOfOrder || "none") + " out of order, " + (checked.duplicates || "none") + " twice."));
}

tiles(document.body, [
  quiet ? null : [number(report.messagesPerSecond), acknowledged ? "messages acknowledged per second" : "messages sent per second"],
  acknowledged ? [millis(report.latency.p50), "p50, from due to acknowledged"] : null,
  acknowledged ? [millis(report.latency.p99), "p99"] : null,
  acknowledged ? [millis(report.latency.p999), "p99.9"] : null,
  [number(counts.connected), "connections"],
  report.target && !quiet ? [number(report.target.cpuSecondsPerMillion) + " s", "target CPU per million messages"] : null,
  quiet ? [number(report.connecting.perSecond), "connections accepted per second"] : null,
  quiet ? [millis(report.connecting.latency.p99), "p99, from connecting to CONNACK"] : null,
  report.target ? [bytes(report.target.rssBytesPeak), "target memory (RSS), most"] : null,
  manyConnections ? [bytes(cost.rssBytesPerConnection), "more target memory (RSS) per connection, later half"] : null,
  report.jvm ? [bytes(report.jvm.heapBytesPeak), "target heap in use, most"] : null,
]);

const grid = make("div", { class: "grid" });
document.body.append(grid);
if (!quiet) {
  lineChart(grid, { title: "Messages per second", y: number,
    series: [line("sent", "publishedPerSecond"), ...(acknowledged ? [line("acknowledged", "storedPerSecond")] : [])] });
}
if (acknowledged) {
  // Nothing acknowledged is no latency at all, not the best one.
  const latency = (key) => ({ name: key, points: samples.map((sample) => [sample.second, sample[key] || null]) });
  lineChart(grid, { title: "Latency over time", y: millis, log: true, series: [latency("p50"), latency("p99"), latency("max")] });
  distributionChart(grid, "Latency distribution", [["latency", report.latency]]);
}
lineChart(grid, { title: "Connections", y: number, series: [line("connected", "connected")] });
if (report.target) {
  lineChart(grid, { title: "Target: processors busy", y: number, series: [line("cores", "cpuCores")] });
}
const java = (name, key) => ({ name, points: samples.filter((sample) => sample.jvm).map((sample) => [sample.second, sample.jvm[key]]) });
lineChart(grid, { title: report.jvm ? "Target: memory" : "Target: memory (RSS)", y: bytes, binary: true,
  series: [...(report.target ? [line("RSS", "rssBytes")] : []), java("heap in use", "heapBytes")] });
lineChart(grid, { title: "Target: paused for garbage collection, per second", y: millis, series: [java("pause", "gcPauseMillis")] });
if (samples.some((sample) => sample.owed > 0)) {
  lineChart(grid, { title: "Messages due but not sent", y: number, series: [line("behind", "owed")] });
}

const tables = make("div", { class: "grid" });
document.body.append(tables);
table(tables, "What was asked for", ["", ""], Object.entries(report.settings));
table(tables, "What came of it", ["", ""], [
  ...(quiet ? [] : [
    ["published", number(counts.published)],
    ["acknowledged", number(counts.acknowledged)],
    ["refused", number(counts.refused)],
    ["never acknowledged", number(counts.unacknowledged)],
    ["never sent", number(counts.unsent)],
    ["sent again after a reconnect", number(counts.publishedAgain)]]),
  ["connections accepted", number(counts.connects)],
  ["connected", number(report.connecting.connections) + " in " + number(report.connecting.seconds) + " s"],
  ["connect p50 / p99", millis(report.connecting.latency.p50) + " / " + millis(report.connecting.latency.p99)],
  ...(cost ? [["target CPU while connecting",
    number(cost.cpuSeconds) + " s, " + number(cost.connectionsPerCpuSecond) + " connections per second of it"],
    ["target memory before / connected", bytes(cost.rssBytesBefore) + " / " + bytes(cost.rssBytes)]] : []),
  ...(report.target ? [["target", report.target.process],
    ["target CPU", number(report.target.cpuSeconds) + " s in " + number(report.seconds) + " s"]] : []),
  ...(report.jvm ? [["target garbage collection",
    number(report.jvm.gcPauses) + " pauses, " + millis(report.jvm.gcPauseSeconds * 1000) + " in all"]] : []),
  ...Object.entries(report.closed).map(([reason, count]) => ["ended: " + reason, number(count)]),
]);
footer();
