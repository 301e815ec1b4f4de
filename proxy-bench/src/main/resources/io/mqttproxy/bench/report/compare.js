heading(report.title, new Date(report.started).toLocaleString() + " · " + report.machine);
const targets = report.targets;
const first = targets[0];
const known = (index) => targets.some((target) => target.figures[index].median > 0);

const grid = make("div", { class: "grid" });
document.body.append(grid);
first.figures.forEach((figure, index) => {
  if (!known(index)) return;
  const most = Math.max(...targets.map((target) => target.figures[index].median));
  const bars = targets.map((target, place) => {
    const own = target.figures[index];
    const ratio = place > 0 && own.ratio > 0 ? " · × " + number(own.ratio) : "";
    return make("div", { class: "bar" },
      make("span", {}, target.name),
      make("i", { style: `width:${(100 * own.median) / most}%;background:${COLOURS[place % COLOURS.length]}` }),
      make("b", {}, own.median > 0 ? number(own.median) + ratio : "unknown"));
  });
  grid.append(make("section", { class: "card" }, make("h2", {}, figure.name + (index === 0 ? " (more is better)" : " (less is better)")), ...bars));
});
if (targets.some((target) => target.latency.count > 0)) {
  distributionChart(grid, "Latency distribution, last round", targets.filter((target) => target.latency.count > 0)
    .map((target) => [target.name, target.latency]));
}
table(grid, "What was asked for", ["", ""], Object.entries(report.settings));
table(document.body, "Medians of " + first.rounds.length + " rounds in turn (least – most), and ratios to " + first.name,
  ["", ...targets.map((target) => target.name)],
  [["target", ...targets.map((target) => target.address)], ["process", ...targets.map((target) => target.process || "not on this machine")],
    ...first.figures.map((figure, index) => [figure.name, ...targets.map((target, place) => {
      const own = target.figures[index];
      if (own.most === 0) return "unknown";
      return number(own.median) + " (" + number(own.least) + " – " + number(own.most) + ")"
        + (place > 0 && own.ratio > 0 ? " × " + number(own.ratio) : "");
    })]),
    ["lost messages", ...targets.map((target) => number(target.rounds.reduce((sum, round) => sum + round.lost, 0)))]]);
footer();
