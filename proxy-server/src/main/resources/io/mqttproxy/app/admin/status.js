"use strict";
const POLL_MILLIS = 2000;
const RATE_MILLIS = 20000;
/** For a certificate as the alert MqttProxyCertificateExpires; a list may be a new one every day. */
const EXPIRY_DAYS = { "tls-cert": 14, "tls-ca": 14, "tls-crl": 0 };
const byId = (id) => document.getElementById(id);

// Values become text, never markup: filters, topics and reasons come from outside.

const number = (value) => {
  if (value === null || value === undefined) return "–";
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
};
const bytes = (value) => {
  if (value === null || value === undefined) return "–";
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) { value /= 1024; unit++; }
  return number(value) + " " + units[unit];
};
const millis = (value) => value === null || value === undefined ? "–"
  : value >= 1000 ? number(value / 1000) + " s" : number(value) + " ms";
const clock = (time) => new Date(time).toLocaleTimeString("en-GB");
const duration = (seconds) => {
  let rest = Math.floor(seconds);
  const parts = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]].map(([size, name]) => {
    const amount = Math.floor(rest / size);
    rest %= size;
    return [amount, name];
  });
  const first = parts.findIndex(([amount]) => amount > 0);
  return first < 0 ? "0 s" : parts.slice(first, first + 2).map((part) => part.join(" ")).join(" ");
};

/** Changes only what differs, so that selections survive and screen readers hear news alone. */
function show(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Rows of cells: text, or { text, class }, or { share }; the first of each row is its heading. */
function rows(id, all, none) {
  const body = byId(id).tBodies[0];
  const wanted = all.length ? all : [[{ text: none, class: "none" }]];
  while (body.rows.length > wanted.length) body.deleteRow(-1);
  wanted.forEach((cells, index) => {
    const row = body.rows[index] ?? body.insertRow();
    while (row.cells.length > cells.length) row.deleteCell(-1);
    cells.forEach((cell, column) => fill(row, column, typeof cell === "object" ? cell : { text: cell }, all.length === 0));
  });
}

function fill(row, column, { text, share, class: kind = "" }, isNone) {
  const name = column === 0 && !isNone ? "TH" : "TD";
  let cell = row.cells[column];
  if (cell?.tagName !== name) {
    const made = document.createElement(name);
    if (name === "TH") made.scope = "row";
    if (isNone) made.colSpan = 9;
    cell ? cell.replaceWith(made) : row.append(made);
    cell = made;
  }
  cell.className = kind;
  if (share === undefined) return show(cell, text);
  if (!cell.firstChild) cell.append(Object.assign(document.createElement("span"), { className: "bar" }));
  cell.firstChild.style.width = (100 * share).toFixed(1) + "%";
}

// Charts: a line over the last five minutes, newest at the right.

const POINTS = 150;
const CHART = { width: 300, top: 3 };

function line(values, peak, height) {
  let pen = "M";
  return values.map((value, index) => {
    if (value === null) { pen = "M"; return ""; }
    const x = CHART.width - (values.length - 1 - index) * CHART.width / (POINTS - 1);
    const y = height - (peak > 0 ? value / peak : 0) * (height - CHART.top);
    const step = pen + x.toFixed(1) + " " + y.toFixed(1);
    pen = "L";
    return step;
  }).join("");
}

/** Redraws one chart and keeps what the pointer shows. series: [[path, values]], the first has the area. */
function chart(svg, series, note, read) {
  const height = svg.viewBox.baseVal.height;
  const peak = Math.max(...series.flatMap(([, values]) => values), 0);
  for (const [path, values] of series) path.setAttribute("d", line(values, peak, height));
  const area = svg.querySelector(".area");
  const first = series[0][1];
  if (area && first.length > 1) {
    const left = CHART.width - (first.length - 1) * CHART.width / (POINTS - 1);
    area.setAttribute("d", line(first, peak, height) + `L${CHART.width} ${height}L${left.toFixed(1)} ${height}Z`);
  }
  const rest = "peak " + read(series.map(([, values]) => values.reduce((most, value) => (value === null || most > value ? most : value), null)));
  const hair = svg.querySelector(".hair");
  const point = () => {
    const back = svg.pointed === undefined ? -1 : Math.round((1 - svg.pointed) * (POINTS - 1));
    const index = first.length - 1 - back;
    const shown = back >= 0 && index >= 0;
    hair.style.visibility = shown ? "visible" : "hidden";
    if (shown) {
      const x = CHART.width - back * CHART.width / (POINTS - 1);
      hair.setAttribute("x1", x);
      hair.setAttribute("x2", x);
    }
    show(note, shown ? read(series.map(([, values]) => values[index])) + ", " + duration(back * 2) + " ago" : rest);
  };
  svg.onpointermove = (event) => { svg.pointed = event.offsetX / svg.clientWidth; point(); };
  svg.onpointerleave = () => { svg.pointed = undefined; point(); };
  point();
}

const FIGURES = [
  ["publishes", "Publishes", number, "/s"], ["bytes", "Payload", bytes, "/s"], ["acks", "Acknowledged", number, "/s"],
  ["connects", "Connects", number, "/s"], ["connections", "Connections", number, ""], ["inFlight", "In flight to Kafka", number, ""],
].map(([name, title, format, unit]) => {
  const item = byId("figure").content.firstElementChild.cloneNode(true);
  item.querySelector("h2").append(title);
  const small = document.createElement("small");
  small.append(unit);
  item.querySelector(".value").append("–", small);
  byId("figures").append(item);
  return { name, title, format, unit, item };
});

function figures(history) {
  for (const { name, title, format, unit, item } of FIGURES) {
    const values = history[name] ?? [];
    const now = format(values.at(-1));
    item.querySelector(".value").firstChild.data = now;
    const svg = item.querySelector("svg");
    svg.setAttribute("aria-label", `${title}: now ${now}${unit}`);
    chart(svg, [[item.querySelector(".line"), values]], item.querySelector(".note"), ([value]) => format(value) + unit);
  }
}

// Rates of counters, over the samples that this page has seen.

let seen = [];

function remember(status) {
  const counts = new Map();
  status.routes.forEach((route) => counts.set("route " + route.filter + " " + route.kafkaTopic, route.publishes));
  for (const name of ["rejects", "failures", "losses", "disconnects", "connects"]) {
    Object.entries(status[name]).forEach(([reason, count]) => counts.set(name + " " + reason, count));
  }
  const at = performance.now();
  if (seen.length && seen[0].startedAt !== status.startedAt) seen = [];
  seen.push({ at, counts, startedAt: status.startedAt });
  while (seen.length > 2 && at - seen[1].at > RATE_MILLIS) seen.shift();
}

function rate(key) {
  const [first, last] = [seen[0], seen.at(-1)];
  if (first === last) return "–";
  const happened = (last.counts.get(key) ?? 0) - (first.counts.get(key) ?? 0);
  return number(happened * 1000 / (last.at - first.at));
}

const count = (text) => ({ text, class: "n" });

function reasons(status, names) {
  return Object.entries(names)
    .flatMap(([name, what]) => Object.entries(status[name]).map(([reason, all]) => ({ what, reason, all, key: name + " " + reason })))
    .sort((a, b) => b.all - a.all)
    .map(({ what, reason, all, key }) => [what, reason, count(rate(key)), count(number(all))]);
}

// The page.

function latency({ acknowledgement, history }) {
  const entries = [["50 %", acknowledgement.p50, "one"], ["90 %", acknowledgement.p90], ["99 %", acknowledgement.p99, "two"],
    ["99.9 %", acknowledgement.p999], ["stored/min", acknowledgement.stored, null, number]];
  const list = byId("percentiles");
  if (!list.firstChild) {
    for (const [title, , colour] of entries) {
      const group = document.createElement("div");
      const term = document.createElement("dt");
      if (colour) term.append(Object.assign(document.createElement("i"), { className: colour }));
      term.append(title);
      group.append(term, document.createElement("dd"));
      list.append(group);
    }
  }
  entries.forEach(([, value, , format = millis], index) => show(list.children[index].lastChild, format(value)));
  const svg = byId("latency");
  svg.setAttribute("aria-label", `Half within ${millis(acknowledgement.p50)}, 99 % within ${millis(acknowledgement.p99)}`);
  chart(svg, [[svg.querySelectorAll(".line")[1], history.p50 ?? []], [svg.querySelector(".second"), history.p99 ?? []]],
    byId("latency-note"), ([half, most]) => `50 % ${millis(half)}, 99 % ${millis(most)}`);
}

function kafka(kafka) {
  show(byId("kafka-state"), (kafka.reachable ? "reachable since " : "not reachable since ") + clock(kafka.since));
  const topics = Object.entries(kafka.topicProblems).map(([topic, problem]) => `${topic} (${problem})`);
  show(byId("kafka-problem"), kafka.problem || (topics.length ? "Topics that cannot be written to: " + topics.join(", ") : ""));
  rows("brokers", kafka.brokers.map((broker) => [`${broker.address} (${broker.id})`, count(millis(broker.latencyAverageMillis)),
    count(millis(broker.latencyMaximumMillis)), count(number(broker.requestsPerSecond)), count(bytes(broker.bytesPerSecond))]), "none known yet");
  show(byId("producer"), `${number(kafka.requestsInFlight)} requests in flight, ${number(kafka.producerConnections)} connections, `
    + `buffer ${bytes(kafka.bufferTotalBytes - kafka.bufferAvailableBytes)} of ${bytes(kafka.bufferTotalBytes)}`);
}

function routes(all) {
  const sum = all.reduce((total, route) => total + route.publishes, 0);
  rows("routes", all.map((route) => [route.source === "default-topic" ? "everything else" : route.filter, route.kafkaTopic, route.source,
    count(rate("route " + route.filter + " " + route.kafkaTopic)), count(number(route.publishes)),
    { share: sum ? route.publishes / sum : 0 }]), "no rule, and no default-topic: every publish is rejected");
}

function files({ failedReloads, tlsFiles }) {
  const failed = failedReloads.map(({ kind, since, problem }) =>
    [kind, problem, { text: "not reloaded for " + duration(Math.max(0, Date.now() - Date.parse(since)) / 1000), class: "bad" }]);
  rows("files", failed.concat(tlsFiles.map(({ setting, file, daysLeft }) =>
    [setting, file, { text: goodFor(daysLeft), class: daysLeft < EXPIRY_DAYS[setting] ? "bad" : "good" }])), "no trouble, and no certificates");
}

function goodFor(days) {
  return days < 0 ? "expired" : "good for " + duration(days * 86400);
}

function render(status) {
  remember(status);
  document.body.classList.remove("gone");
  const failing = Object.entries(status.checks).filter(([, check]) => !check.ready).map(([name]) => name);
  if (failing.length) state("Not ready: " + failing.join(", "), false);
  else if (!status.kafka.reachable) state("Ready, but Kafka does not answer", false);
  else if (status.failedReloads.length) state("Ready, but changed files cannot be used", false);
  else state("Ready", true);
  show(byId("about"), `${status.version}, up ${duration(status.uptimeSeconds)}`);
  figures(status.history);
  latency(status);
  kafka(status.kafka);
  routes(status.routes);
  rows("trouble", reasons(status, { rejects: "rejected", failures: "to be re-sent", losses: "lost" }), "all were stored");
  rows("ends", reasons(status, { disconnects: "ended" }).concat(refusals(status)), "none");
  const { open, paused, stalled, kinds } = status.connections;
  show(byId("held"), `${number(open)}, of which ${number(paused)} paused and ${number(stalled)} waiting for Kafka`);
  rows("open", kinds.map((kind) => [kind.listener, kind.version, count(number(kind.open))]), "none");
  show(byId("listening"), "Listening on " + status.listeners.join(", "));
  files(status);
  rows("checks", Object.entries(status.checks).map(([name, check]) =>
    [name, { text: check.ready ? "ready" : "not ready", class: check.ready ? "good" : "bad" }, check.detail]), "none");
  show(byId("configuration"), status.configuration);
}

function refusals(status) {
  return reasons(status, { connects: "not let in" }).filter(([, result]) => result !== "accepted");
}

function state(text, good) {
  const element = byId("state");
  element.className = good ? "good" : "bad";
  show(element, text);
  document.title = (good ? "" : "! ") + "MQTT Proxy for Apache Kafka";
}

let goneSince = null;
let timer = null;

async function poll() {
  clearTimeout(timer);
  timer = null;
  try {
    const response = await fetch("status.json", { cache: "no-store", signal: AbortSignal.timeout(5000) });
    if (!response.ok) throw new Error(response.statusText);
    const status = await response.json();
    goneSince = null;
    render(status);
  } catch (failure) {
    goneSince ??= Date.now();
    document.body.classList.add("gone");
    state("No answer since " + clock(goneSince), false);
    console.warn(failure);
  }
  if (!document.hidden) timer = setTimeout(poll, POLL_MILLIS);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) clearTimeout(timer);
  else poll();
});
poll();
