"use strict";
const report = JSON.parse(document.getElementById("data").textContent);
const COLOURS = ["var(--one)", "var(--two)", "var(--three)", "var(--four)"];

/** An element with attributes and children; strings become text, never markup. */
function make(name, attributes = {}, ...children) {
  const svg = ["svg", "path", "line", "text", "rect", "circle", "g"].includes(name);
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

function number(value, digits = 3) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e4) return Math.round(value).toLocaleString("en");
  return Number(value.toPrecision(digits)).toLocaleString("en", { maximumFractionDigits: 6 });
}

const millis = (value) => (value >= 1000 ? number(value / 1000) + " s" : number(value) + " ms");
const bytes = (value) => {
  const units = ["B", "KiB", "MiB", "GiB"];
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) { value /= 1024; unit++; }
  return number(value) + " " + units[unit];
};

function linearTicks(max, count = 4) {
  if (max <= 0) return [0, 1];
  const rough = max / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough);
  const ticks = [];
  for (let tick = 0; tick < max + step; tick += step) ticks.push(tick);
  return ticks;
}

function binaryTicks(max) {
  const unit = 1024 ** Math.max(0, Math.floor(Math.log2(max) / 10));
  return linearTicks(max / unit).map((tick) => tick * unit);
}

function logTicks(min, max) {
  const ticks = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) ticks.push(10 ** power);
  return ticks.length > 1 ? ticks : [ticks[0], ticks[0] * 10];
}

/** A chart of lines. options: title, series [{name, points [[x, y]], a gap where y is null}], y (format), log, binary (sizes in bytes), xTicks [[x, label]], x (format) */
function lineChart(parent, options) {
  const series = options.series.filter((one) => one.points.length > 0);
  if (series.length === 0) return;
  const colour = (index) => COLOURS[index % COLOURS.length];
  const host = make("div", { class: "chart" });
  const legend = make("div", { class: "legend" }, ...series.map((one, index) =>
    make("span", {}, make("i", { style: "background:" + colour(index) }), one.name)));
  parent.append(make("section", { class: "card" }, make("h2", {}, options.title), series.length > 1 ? legend : null, host));

  const all = series.flatMap((one) => one.points);
  const smallest = Math.min(...all.map((point) => point[1]).filter((y) => y > 0));
  const largest = Math.max(...all.map((point) => point[1]));
  const log = options.log && largest > 0;
  const ticks = log ? logTicks(smallest, largest) : options.binary ? binaryTicks(largest) : linearTicks(largest);
  const scale = log ? Math.log10 : (y) => y;
  const low = scale(ticks[0]);
  const high = scale(ticks[ticks.length - 1]);
  const xs = all.map((point) => point[0]);
  const left = Math.min(...xs);
  const right = Math.max(...xs, left + 1e-9);

  const draw = () => {
    const width = Math.max(260, host.clientWidth);
    const height = 220;
    const box = { left: 58, right: width - 10, top: 10, bottom: height - 24 };
    const px = (x) => box.left + ((x - left) / (right - left)) * (box.right - box.left);
    const py = (y) => box.bottom - ((scale(log ? Math.max(y, ticks[0]) : y) - low) / (high - low)) * (box.bottom - box.top);
    const svg = make("svg", { height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": options.title });
    for (const tick of ticks) {
      svg.append(make("line", { x1: box.left, x2: box.right, y1: py(tick), y2: py(tick), stroke: "var(--grid)" }));
      svg.append(make("text", { x: box.left - 6, y: py(tick) + 4, "text-anchor": "end" }, options.y(tick)));
    }
    let free = -Infinity;
    for (const [x, label] of options.xTicks || timeTicks(left, right)) {
      const anchor = x === left ? "start" : x === right ? "end" : "middle";
      if (px(x) < free || (anchor === "middle" && px(x) > box.right - 20)) continue;
      free = px(x) + 62;
      svg.append(make("text", { x: px(x), y: height - 6, "text-anchor": anchor }, label));
    }
    series.forEach((one, index) => {
      // The "h0" makes a dot of a point between two gaps.
      const begins = (i) => i === 0 || one.points[i - 1][1] === null;
      const path = one.points.map(([x, y], i) => (y === null ? ""
        : begins(i) ? `M${px(x).toFixed(1)} ${py(y).toFixed(1)}h0` : `L${px(x).toFixed(1)} ${py(y).toFixed(1)}`)).join("");
      svg.append(make("path", { d: path, fill: "none", stroke: colour(index), "stroke-width": 1.8, "stroke-linejoin": "round",
        "stroke-linecap": "round" }));
    });
    const hair = make("line", { y1: box.top, y2: box.bottom, stroke: "var(--faint)", visibility: "hidden" });
    svg.append(hair);
    const tip = make("div", { class: "tip" });
    host.replaceChildren(svg, tip);
    host.onpointermove = (event) => {
      const x = left + ((event.offsetX - box.left) / (box.right - box.left)) * (right - left);
      const near = series.map((one) => one.points.reduce((a, b) => (Math.abs(b[0] - x) < Math.abs(a[0] - x) ? b : a)));
      hair.setAttribute("x1", px(near[0][0]));
      hair.setAttribute("x2", px(near[0][0]));
      hair.setAttribute("visibility", "visible");
      tip.replaceChildren(...[options.x ? options.x(near[0][0]) : number(near[0][0]) + " s",
        ...near.map((point, index) => series[index].name + ": " + (point[1] === null ? "–" : options.y(point[1])))].map((text) => make("div", {}, text)));
      tip.style.visibility = "visible";
      const place = px(near[0][0]);
      tip.style.left = place > width / 2 ? "auto" : place + 8 + "px";
      tip.style.right = place > width / 2 ? width - place + 8 + "px" : "auto";
    };
    host.onpointerleave = () => { tip.style.visibility = "hidden"; hair.setAttribute("visibility", "hidden"); };
  };
  draw();
  new ResizeObserver(draw).observe(host);
}

function timeTicks(left, right) {
  return linearTicks(right, 8).filter((tick) => tick >= left && tick <= right).map((tick) => [tick, number(tick) + " s"]);
}

/** The cumulative distribution, with as much room for each further nine. */
function distributionChart(parent, title, latencies) {
  const nines = (percentile) => -Math.log10(1 - Math.min(percentile, 99.999) / 100);
  const marks = [0, 90, 99, 99.9, 99.99, 99.999];
  lineChart(parent, {
    title,
    series: latencies.map(([name, latency]) =>
      ({ name, points: latency.distribution.map((point) => [nines(point.percentile), point.millis]) })),
    log: true,
    y: millis,
    x: (x) => number(100 * (1 - 10 ** -x), 6) + " %",
    xTicks: marks.map((mark) => [nines(mark), mark === 0 ? "0 %" : mark + " %"])
      .filter(([x]) => x <= Math.max(...latencies.flatMap(([, latency]) => latency.distribution.map((p) => nines(p.percentile))))),
  });
}

function tiles(parent, entries) {
  parent.append(make("div", { class: "tiles" }, ...entries.filter((entry) => entry !== null).map(([value, name]) =>
    make("div", { class: "tile" }, make("b", {}, value), make("span", {}, name)))));
}

/** rows of cells; the first cell of each is its heading */
function table(parent, title, header, rows) {
  const cell = (kind, index, text) => make(kind, index > 0 && header.length > 2 ? { class: "number" } : {}, text);
  parent.append(make("section", { class: "card" }, make("h2", {}, title), make("div", { class: "scroll" }, make("table", {},
    header.some((name) => name !== "") ? make("tr", {}, ...header.map((name, index) => cell("th", index, name))) : null,
    ...rows.map((row) => make("tr", {}, ...row.map((text, index) => cell(index ? "td" : "th", index, text))))))));
}

function heading(text, subtitle) {
  document.body.append(make("h1", {}, text), make("p", { class: "sub" }, subtitle));
}

function footer() {
  document.body.append(make("footer", {}, "Made by " + report.version
    + ". The figures are in this page as JSON, in the element with id “data”."));
}
